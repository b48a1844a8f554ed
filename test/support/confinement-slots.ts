/** Every place of the contract at which an id or a text comes in, and what it may refer to. */
import { memberOf } from './two-bodies.js';

/** What a place refers to. */
export type Reference =
  | 'organisationId'
  | 'siteId'
  | 'deviceId'
  | 'planId'
  | 'importId'
  | 'scenarioId'
  | 'forecastId'
  | 'workOrderId'
  | 'exemptionId'
  | 'calendarFeedId'
  | 'webhookId'
  | 'webhookDeliveryId'
  | 'budgetId'
  | 'postingId'
  | 'organisation'
  | 'site'
  | 'device'
  | 'recorder'
  | 'budget'
  | 'quotation'
  | 'subject'
  | 'lead'
  | 'workPackage'
  | 'words';

/**
 * What comes in at each place: of what kind it is, `taken` where it makes a new row, whose id must not be another's,
 * or `free` where it is of nobody. A place that stands here nowhere fails the first test.
 */
export const SLOTS: Record<string, Reference | 'taken' | 'free'> = {
  'Query.allocateFunding.planId': 'planId',
  'Query.assessmentSummary.organisationId': 'organisationId',
  'Query.assessments.filter.organisationId': 'organisationId',
  'Query.assessments.filter.siteId': 'siteId',
  'Query.auditEntries.filter.action': 'words',
  'Query.auditEntries.filter.caller': 'lead',
  'Query.auditEntries.filter.requestId': 'words',
  'Query.auditEntries.filter.subjectId': 'site',
  'Query.auditEntries.filter.subjectType': 'words',
  'Query.budgets.organisationId': 'organisationId',
  'Query.cashFlow.planId': 'planId',
  'Query.device.externalId': 'device',
  'Query.device.id': 'deviceId',
  'Query.devices.filter.organisationId': 'organisationId',
  'Query.devices.filter.search': 'words',
  'Query.devices.filter.siteId': 'siteId',
  'Query.exemptions.filter.device': 'device',
  'Query.exemptions.filter.site': 'site',
  'Query.findings.filter.siteId': 'siteId',
  'Query.findings.filter.workOrderId': 'workOrderId',
  'Query.forecasts.planId': 'planId',
  'Query.import.id': 'importId',
  'Query.ledgerPostings.filter.budgetId': 'budgetId',
  'Query.ledgerPostings.filter.planId': 'planId',
  'Query.mayDeploy.manufacturer': 'free',
  'Query.mayDeploy.model': 'free',
  'Query.mayDeploy.siteId': 'siteId',
  'Query.needToKnowGrants.filter.site': 'site',
  'Query.needToKnowGrants.filter.subject': 'subject',
  'Query.organisation.id': 'organisationId',
  'Query.plan.id': 'planId',
  'Query.planCosts.planId': 'planId',
  'Query.quotations.organisationId': 'organisationId',
  'Query.scenario.id': 'scenarioId',
  'Query.scenarios.basePlanId': 'planId',
  'Query.site.externalId': 'site',
  'Query.site.id': 'siteId',
  'Query.sites.filter.organisationId': 'organisationId',
  'Query.sites.filter.region': 'words',
  'Query.sites.filter.search': 'words',
  'Query.variances.planId': 'planId',
  'Query.workOrder.id': 'workOrderId',
  'Query.webhookDeliveries.filter.webhookId': 'webhookId',
  'Query.workOrders.filter.crewId': 'free',
  'Query.workOrders.filter.planId': 'planId',
  'Query.workOrders.filter.siteId': 'siteId',
  'Subscription.planEvents.planId': 'planId',
  'Subscription.worksEvents.organisationId': 'organisationId',
  'Subscription.worksEvents.planId': 'planId',
  'Subscription.worksEvents.siteId': 'siteId',
  'Plan.assignments.filter.crewId': 'free',
  'Plan.assignments.filter.organisationId': 'organisationId',
  'Plan.explanation.workPackageId': 'workPackage',
  'Plan.workOrders.filter.crewId': 'free',
  'Plan.workOrders.filter.planId': 'planId',
  'Plan.workOrders.filter.siteId': 'siteId',
  'PlanCosts.earlyReplacement.workPackageId': 'workPackage',
  'PlanCosts.lines.filter.workPackageId': 'workPackage',
  'PlanCosts.wholeLife.workPackageId': 'workPackage',
  'Site.devices.filter.organisationId': 'organisationId',
  'Site.devices.filter.search': 'words',
  'Site.devices.filter.siteId': 'siteId',
  'Mutation.askFullFunding.basePlanId': 'planId',
  'Mutation.askCostOfDelay.basePlanId': 'planId',
  'Mutation.askForecast.input.planId': 'planId',
  'Mutation.approvePlanMoney.comment': 'free',
  'Mutation.approvePlanMoney.id': 'planId',
  'Mutation.approvePlanWorks.comment': 'free',
  'Mutation.approvePlanWorks.id': 'planId',
  'Mutation.createCalendarFeed.input.crew': 'free',
  'Mutation.createCalendarFeed.input.site': 'site',
  'Mutation.createPlan.input.organisationId': 'organisationId',
  'Mutation.createScenario.input.basePlanId': 'planId',
  'Mutation.createScenario.input.changes.addClosure.siteId': 'siteId',
  'Mutation.createScenario.input.changes.addCrews.likeCrewId': 'free',
  'Mutation.createScenario.input.changes.budget.organisationId': 'organisationId',
  'Mutation.createScenario.input.changes.excludeVendor.vendorId': 'free',
  'Mutation.createScenario.input.changes.reclassifySite.siteId': 'siteId',
  'Mutation.createScenario.input.changes.removeCrew.crewId': 'free',
  'Mutation.createScenario.input.name': 'free',
  'Mutation.createWebhook.input.organisationId': 'organisationId',
  'Mutation.createWebhook.input.url': 'free',
  'Mutation.enableWebhook.id': 'webhookId',
  'Mutation.enterReplacement.input.externalId': 'taken',
  'Mutation.enterReplacement.input.mac': 'free',
  'Mutation.enterReplacement.input.manufacturer': 'free',
  'Mutation.enterReplacement.input.model': 'free',
  'Mutation.enterReplacement.input.replaces': 'device',
  'Mutation.enterReplacement.input.serial': 'free',
  'Mutation.enterReplacement.input.workOrderId': 'workOrderId',
  'Mutation.grantExemption.input.device': 'device',
  'Mutation.grantExemption.input.directive': 'free',
  'Mutation.grantExemption.input.ground': 'free',
  'Mutation.grantExemption.input.site': 'site',
  'Mutation.grantNeedToKnow.input.reason': 'free',
  'Mutation.grantNeedToKnow.input.site': 'site',
  'Mutation.grantNeedToKnow.input.subject': 'subject',
  'Mutation.grantRole.input.name': 'free',
  'Mutation.grantRole.input.organisation': 'organisation',
  // Who is known elsewhere: a test of its own.
  'Mutation.grantRole.input.subject': 'free',
  'Mutation.proposePlan.comment': 'free',
  'Mutation.proposePlan.id': 'planId',
  'Mutation.leaveUnreplaced.input.reason': 'free',
  'Mutation.leaveUnreplaced.input.replaces': 'device',
  'Mutation.leaveUnreplaced.input.workOrderId': 'workOrderId',
  'Mutation.moveWorkOrder.input.reason': 'free',
  'Mutation.moveWorkOrder.input.workOrderId': 'workOrderId',
  'Mutation.recordAssessment.input.reference': 'free',
  'Mutation.recordAssessment.input.workOrderId': 'workOrderId',
  'Mutation.recordConsent.input.reference': 'free',
  'Mutation.recordConsent.input.workOrderId': 'workOrderId',
  'Mutation.recordFinding.input.assertedBy': 'free',
  // The id of a new device, or of one at the site: the tests of findings ask for others.
  'Mutation.recordFinding.input.device': 'free',
  'Mutation.recordFinding.input.found.mac': 'free',
  'Mutation.recordFinding.input.found.manufacturer': 'free',
  'Mutation.recordFinding.input.found.model': 'free',
  'Mutation.recordFinding.input.found.recorder': 'recorder',
  'Mutation.recordFinding.input.found.serial': 'free',
  'Mutation.recordFinding.input.note': 'free',
  'Mutation.recordFinding.input.site': 'site',
  'Mutation.recordFinding.input.workOrderId': 'workOrderId',
  'Mutation.recordSanitisation.input.certificateReference': 'free',
  'Mutation.recordSanitisation.input.workOrderId': 'workOrderId',
  'Mutation.recordSurvey.input.assertedBy': 'free',
  'Mutation.recordSurvey.input.device': 'device',
  'Mutation.recordSurvey.input.manufacturer': 'free',
  'Mutation.recordSurvey.input.note': 'free',
  'Mutation.recordActual.input.reason': 'free',
  'Mutation.recordActual.input.workOrderId': 'workOrderId',
  'Mutation.redeliverWebhook.id': 'webhookDeliveryId',
  'Mutation.removeBudget.externalId': 'budget',
  'Mutation.reverseLedgerPosting.id': 'postingId',
  'Mutation.reverseLedgerPosting.reason': 'free',
  'Mutation.transferBudget.input.from': 'budget',
  'Mutation.transferBudget.input.reason': 'free',
  'Mutation.transferBudget.input.to': 'budget',
  'Mutation.carryForwardBudget.input.from': 'budget',
  'Mutation.carryForwardBudget.input.reason': 'free',
  'Mutation.removeDevice.externalId': 'device',
  'Mutation.removeForecast.id': 'forecastId',
  'Mutation.removePlan.id': 'planId',
  'Mutation.removeQuotation.externalId': 'quotation',
  'Mutation.removeScenario.id': 'scenarioId',
  'Mutation.removeSite.externalId': 'site',
  'Mutation.removeWebhook.id': 'webhookId',
  'Mutation.replan.input.planId': 'planId',
  'Mutation.replan.input.reason': 'free',
  'Mutation.replan.input.release': 'free',
  'Mutation.revokeCalendarFeed.id': 'calendarFeedId',
  'Mutation.revokeExemption.id': 'exemptionId',
  'Mutation.revokeNeedToKnow.input.site': 'site',
  'Mutation.revokeNeedToKnow.input.subject': 'subject',
  'Mutation.revokeRole.input.organisation': 'organisation',
  'Mutation.revokeRole.input.subject': 'subject',
  'Mutation.saveBudget.input.externalId': 'taken',
  'Mutation.saveBudget.input.organisation': 'organisation',
  'Mutation.saveDevice.input.externalId': 'taken',
  'Mutation.saveDevice.input.mac': 'free',
  'Mutation.saveDevice.input.manufacturer': 'free',
  'Mutation.saveDevice.input.model': 'free',
  'Mutation.saveDevice.input.recorder': 'recorder',
  'Mutation.saveDevice.input.serial': 'free',
  'Mutation.saveDevice.input.site': 'site',
  'Mutation.saveQuotation.input.document': 'free',
  'Mutation.saveQuotation.input.externalId': 'taken',
  'Mutation.saveQuotation.input.lines.product': 'free',
  'Mutation.saveQuotation.input.number': 'free',
  'Mutation.saveQuotation.input.organisation': 'organisation',
  'Mutation.saveQuotation.input.vendor': 'free',
  'Mutation.saveSite.input.externalId': 'taken',
  'Mutation.saveSite.input.name': 'free',
  'Mutation.saveSite.input.organisation': 'organisation',
  'Mutation.saveSite.input.postcode': 'free',
  'Mutation.saveSite.input.region': 'free',
  // Of the order that is named, whose devices alone are looked at: the tests of works ask for others.
  'Mutation.tickDevice.input.mac': 'free',
  'Mutation.tickDevice.input.seen': 'device',
  'Mutation.tickDevice.input.serial': 'free',
  'Mutation.tickDevice.input.workOrderId': 'workOrderId',
  'Mutation.withdrawPlan.comment': 'free',
  'Mutation.withdrawPlan.id': 'planId',
};

/** Stands for the id of the caller's own plan, which is not known before it is there. */
export const OWN_PLAN = 'own plan';

/** Stands for the id of the caller's own work order. */
export const OWN_ORDER = 'own order';

/** What has to be given beside a reference. */
export const COMPANIONS: Record<string, Record<string, unknown>> = {
  addClosure: { from: '2027-03-01', to: '2027-03-05' },
  budget: { percent: 10 },
  reclassifySite: { sensitive: false },
};

/** What queries need beside a reference. */
export const QUERIES: Record<string, Record<string, unknown>> = {
  allocateFunding: { pence: 50_000 },
  mayDeploy: { manufacturer: 'Hikvision' },
};

/** The mutations that a role in one body can do, with what else they need. The others concern every body. */
export const NEW_SITE = {
  organisation: 'XX',
  name: 'New',
  nation: 'ENG',
  region: 'London',
  sensitive: false,
};
export const MUTATIONS: Record<string, Record<string, unknown>> = {
  approvePlanMoney: {},
  approvePlanWorks: {},
  askCostOfDelay: {},
  askFullFunding: {},
  askForecast: { input: {} },
  carryForwardBudget: { input: { from: 'XX-BUD', pence: 1, reason: 'Late' } },
  createCalendarFeed: { input: {} },
  createPlan: { input: { iterations: 1 } },
  createScenario: { input: { name: 'What if', basePlanId: OWN_PLAN, penceForRiskDay: 50 } },
  createWebhook: { input: { url: 'http://127.0.0.1:9/', kinds: ['PLAN_STAGE'] } },
  enableWebhook: {},
  enterReplacement: {
    input: {
      ...{ workOrderId: OWN_ORDER, replaces: 'XX-CAM', externalId: 'XX-NEWCAM' },
      ...{ manufacturer: 'Axis', serial: 'XX-1' },
    },
  },
  grantExemption: { input: { directive: 'dir', ground: 'Wanted', expiresOn: inMonths(1) } },
  grantNeedToKnow: {
    input: { subject: memberOf('XX'), site: 'XX-S1', reason: 'Works there all year', expiresOn: inMonths(2) },
  },
  grantRole: { input: { subject: memberOf('XX'), name: 'Member', role: 'CLIENT', organisation: 'XX' } },
  leaveUnreplaced: { input: { workOrderId: OWN_ORDER, replaces: 'XX-CAM', reason: 'not wanted' } },
  moveWorkOrder: { input: { to: 'ON_HOLD', on: '2026-01-05', reason: 'for a reason' } },
  proposePlan: {},
  recordActual: { input: { pence: 1, reason: 'By the bill' } },
  recordAssessment: { input: { reference: 'XX paper', on: '2026-01-05' } },
  recordConsent: { input: { reference: 'XX paper', on: '2026-01-05' } },
  recordFinding: {
    input: {
      ...{ kind: 'UNREGISTERED_DEVICE', device: 'XX-NEWFOUND', site: 'XX-S1', found: { kind: 'CAMERA' } },
      ...{ assertedBy: 'XX surveyor', assertedOn: '2026-01-05' },
    },
  },
  recordSanitisation: { input: { certificateReference: 'XX paper' } },
  recordSurvey: {
    input: {
      device: 'XX-CAM',
      manufacturer: 'Hikvision',
      assertedBy: 'XX surveyor',
      assertedOn: '2024-05-02',
    },
  },
  redeliverWebhook: {},
  removeBudget: {},
  removeDevice: {},
  removeForecast: {},
  removePlan: {},
  removeQuotation: {},
  removeScenario: {},
  removeSite: {},
  removeWebhook: {},
  replan: { input: { planId: OWN_PLAN, asOf: '2027-02-01', reason: 'A slip' } },
  reverseLedgerPosting: { reason: 'Wrong line' },
  revokeCalendarFeed: {},
  revokeExemption: {},
  revokeNeedToKnow: { input: { subject: memberOf('XX'), site: 'XX-S1' } },
  revokeRole: { input: { subject: memberOf('XX'), role: 'CLIENT', organisation: 'XX' } },
  saveBudget: { input: { externalId: 'XX-NEW', organisation: 'XX', fiscalYear: 2031, pence: 5 } },
  saveQuotation: {
    input: {
      ...{ externalId: 'XX-NEW', organisation: 'XX', vendor: 'VEN', number: 'N', document: 'D' },
      ...{ issuedOn: '2026-01-05', expiresOn: '2026-02-05', lines: [{ product: 'PRO', pricePence: 1 }] },
    },
  },
  saveDevice: { input: { externalId: 'XX-NEW', site: 'XX-S1', kind: 'CAMERA' } },
  saveSite: { input: { externalId: 'XX-NEW', ...NEW_SITE } },
  tickDevice: { input: { workOrderId: OWN_ORDER, seen: 'XX-CAM' } },
  transferBudget: { input: { from: 'XX-BUD', to: 'XX-BUD', pence: 1, reason: 'Needed there' } },
  withdrawPlan: { comment: 'No longer wanted.' },
};

function inMonths(months: number): string {
  const day = new Date();
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
}

/** What the mutations that concern every body are called with. */
export const WHOLE_ARGUMENTS: Record<string, unknown> = {
  ...{ input: {}, externalId: 'VEN', yaml: '{}', name: 'Hikvision', manufacturer: 'Hikvision' },
  ...{ date: '2027-12-25', nation: 'ENG' },
  ...{ category: 'SURVEY', per: 'PACKAGE', from: '2026-04-01', product: 'PRO' },
};
export const WHOLE_INPUTS: Record<string, unknown> = {
  saveCarryForwardLimit: { category: 'CAPITAL', percent: 5 },
  saveVirementRule: {
    ...{ fromCategory: 'CAPITAL', fromFund: 'OWN', toCategory: 'RESOURCE', toFund: 'OWN' },
    allowed: true,
  },
  assignInstaller: { subject: memberOf('XX'), crew: 'CREW' },
  dismissInstaller: { subject: memberOf('XX'), crew: 'CREW' },
  saveAssetLife: {
    ...{ kind: 'CAMERA', lifeYears: 8, purchasePence: 1, maintenancePencePerYear: 1 },
    ...{ licencePencePerYear: 1, source: 's' },
  },
  saveCostRate: {
    ...{ category: 'SURVEY', per: 'PACKAGE', from: '2026-04-01', class: 'RESOURCE', amountPence: 1 },
    basis: { kind: 'NONE' },
  },
  saveOptimismBias: { category: 'SURVEY', basisPoints: 1, source: 's' },
  savePriceIndex: { fiscalYear: 2030, basisPoints: 10_100, source: 's' },
  saveVatRule: { category: 'SURVEY', basisPoints: 1, recoverableBy: [], source: 's' },
  saveCrew: {
    ...{ externalId: 'C', name: 'C', nation: 'ENG', regions: ['London'], clearance: 'DV' },
    ...{ minutesPerDay: 450, dayRatePence: 1 },
  },
  saveDeviceModel: { manufacturer: 'Hikvision', name: 'M', kind: 'CAMERA' },
  saveDirective: {
    ...{ key: 'd', version: 1, title: 't', issuedBy: 'i', source: 's', effectiveFrom: '2030-01-01' },
    ...{ coverage: [], demands: [], obligations: [] },
  },
  saveForecastSpread: {
    ...{ category: 'LABOUR', shape: 'PERT', lowPercent: 90, highPercent: 120, source: 'A count' },
  },
  saveHoliday: { date: '2030-01-01', name: 'A day' },
  saveManufacturer: { name: 'M', country: 'GB' },
  saveOrganisation: { externalId: 'XX', name: 'Mine', kind: 'POLICE', nation: 'ENG' },
  savePlanningDefaults: { start: '2027-01-04', end: '2027-12-31', rule: 'STRICT_PHASES', penceForRiskDay: 1 },
  saveProduct: {
    ...{ externalId: 'P', vendor: 'VEN', name: 'P', replaces: ['CAMERA'], pricePence: 1, fittingMinutes: 1 },
    leadDays: 1,
  },
  saveProductPrice: {
    ...{ product: 'PRO', from: '2026-04-01', basis: { kind: 'NONE' } },
    tiers: [{ fromUnits: 0, pricePence: 1 }],
  },
  saveVendor: { externalId: 'VEN', name: 'V' },
};
