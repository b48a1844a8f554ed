import type { FieldCosts } from './platform/graphql/query-cost.js';

/** What the API's fields cost that cost more than one read of a row: the measure of limits and of rate limits. */
export const FIELD_COSTS: FieldCosts = {
  calls: {
    'Mutation.approvePlanMoney': 5_000,
    'Mutation.approvePlanWorks': 5_000,
    'Mutation.askCostOfDelay': 55_000,
    'Mutation.assessEstate': 20_000,
    'Mutation.createPlan': 5_000,
    'Mutation.createScenario': 5_000,
    'Mutation.grantExemption': 1_000,
    'Mutation.loadProgramme': 5_000,
    'Mutation.moveWorkOrder': 500,
    'Mutation.removeManufacturer': 5_000,
    'Mutation.removeDeviceModel': 5_000,
    'Mutation.removePlan': 1_000,
    'Mutation.removeScenario': 1_000,
    'Mutation.replan': 5_000,
    'Mutation.revokeExemption': 1_000,
    'Mutation.saveDirective': 5_000,
    'Mutation.saveDeviceModel': 5_000,
    'Mutation.saveManufacturer': 5_000,
    'Plan.document': 5_000,
    'Plan.explanation': 2_000,
    'Plan.staleness': 5_000,
    'Plan.worksProgress': 500,
    'Plan.worthOfMore': 2_000,
    'Query.assessmentSummary': 500,
    'Query.coreNetworkViolations': 10_000,
    'Query.mayDeploy': 200,
  },
  lists: {
    'Crew.installers': 10,
    'Directive.coverage': 50,
    'Directive.demands': 20,
    'Directive.obligations': 20,
    'Manufacturer.models': 100,
    'Plan.awaiting': 1_000,
    'Plan.costOfDelay': 11,
    'Plan.quarters': 80,
    'Plan.stageChanges': 5,
    'Plan.unscheduled': 1_000,
    'Plan.years': 10,
    'PlanMove.reasons': 5,
    'PlanStaleness.counts': 18,
    'Query.budgets': 200,
    'Query.crews': 200,
    'Query.holidays': 100,
    'Query.manufacturers': 100,
    'Query.products': 200,
    'Query.vendors': 50,
    'Replan.released': 20,
    'Site.history': 20,
    'Vendor.products': 20,
    'Vendor.supply': 60,
    'WorkOrder.devices': 50,
    'WorkOrder.evidence': 20,
    'WorkOrder.moves': 20,
    'WorkPackage.devices': 50,
    'WorksProgress.months': 60,
  },
};

/** What a request to a route costs, whatever comes of it: as much as what it sets going in GraphQL would. */
export const ROUTE_COSTS: Record<string, number> = {
  '/imports': 20_000,
  '/imports/:id/rejected.csv': 5_000,
  '/works/:id/evidence': 5_000,
  '/works/:id/evidence/:evidenceId': 2_000,
};

/** The arguments that hold a whole file, as `field.argument`: their length is that of the request's body. */
export const WHOLE_FILES = ['loadProgramme.yaml'];
