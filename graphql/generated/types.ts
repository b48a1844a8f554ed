// Written by npm run generate:graphql from graphql/schema: do not edit.
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar date, YYYY-MM-DD, without a time zone. */
  Date: { input: string; output: string; }
  /** A moment in UTC, ISO 8601. */
  DateTime: { input: Date; output: Date; }
  /** Money in integer pence, as a JSON number of at most 2^53 - 1. */
  Pence: { input: number; output: number; }
};

export type ActualInput = {
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** All that the work has cost. */
  pence: Scalars['Pence']['input'];
  /** Stored sealed, as a move of the order that leaves its status as it is. The books say where it is, no more. */
  reason: Scalars['String']['input'];
  workOrderId: Scalars['ID']['input'];
};

export type AskForecastInput = {
  /** 100 to 20,000; left out, 10,000. */
  draws?: InputMaybe<Scalars['Int']['input']>;
  /** A completed plan. */
  planId: Scalars['ID']['input'];
  /** Left out, 20. */
  regionCorrelationPercent?: InputMaybe<Scalars['Int']['input']>;
  /** Left out, 1. */
  seed?: InputMaybe<Scalars['Int']['input']>;
  /** 0 to 100, together with that of regions at most 100; left out, 20. */
  vendorCorrelationPercent?: InputMaybe<Scalars['Int']['input']>;
};

/** What the directives in force say of a device, and why. */
export type Assessment = {
  __typename?: 'Assessment';
  assessedAt: Scalars['DateTime']['output'];
  brand: Maybe<Scalars['String']['output']>;
  /** Null where it is redacted. */
  demands: Maybe<Array<Demand>>;
  device: Device;
  directiveKey: Maybe<Scalars['String']['output']>;
  directiveVersion: Maybe<Scalars['Int']['output']>;
  /** The last day on which it need not be removed although a directive demands it; null where that is not so. */
  exemptUntil: Maybe<Scalars['Date']['output']>;
  /** The sentences that a person can check. Null where they are redacted. */
  explanation: Maybe<Array<Scalars['String']['output']>>;
  /** How the maker was recognised, in words. Null where it is redacted. */
  grounds: Maybe<Array<Ground>>;
  /** The maker behind the device, where it was recognised. */
  manufacturer: Maybe<Scalars['String']['output']>;
  obligation: Obligation;
  /** True: the device's site is sensitive and you hold no grant for it, so what quotes its address, its network or a surveyor is withheld. */
  redacted: Scalars['Boolean']['output'];
  ruleId: Maybe<Scalars['String']['output']>;
  siteClass: SiteClass;
  /** What is not known and would settle it. Null where it is redacted. */
  unknowns: Maybe<Array<Scalars['String']['output']>>;
  verdict: Verdict;
};

export type AssessmentConnection = {
  __typename?: 'AssessmentConnection';
  edges: Array<AssessmentEdge>;
  nodes: Array<Assessment>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AssessmentEdge = {
  __typename?: 'AssessmentEdge';
  cursor: Scalars['String']['output'];
  node: Assessment;
};

export type AssessmentFilter = {
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  siteClass?: InputMaybe<SiteClass>;
  siteId?: InputMaybe<Scalars['ID']['input']>;
  verdict?: InputMaybe<Verdict>;
};

export type AssessmentSummary = {
  __typename?: 'AssessmentSummary';
  /** Null where it would tell of single sites, as it does for who only follows the progress. */
  deviceCount: Maybe<Scalars['Int']['output']>;
  /** What the count is rounded to; null: it is exact. */
  roundedTo: Maybe<Scalars['Int']['output']>;
  siteClass: SiteClass;
  verdict: Verdict;
};

/** What a device of a kind was bought for where nobody knows better, how long it lasts, and what it takes to keep it. */
export type AssetLife = {
  __typename?: 'AssetLife';
  kind: DeviceKind;
  licencePencePerYear: Scalars['Pence']['output'];
  lifeYears: Scalars['Int']['output'];
  maintenancePencePerYear: Scalars['Pence']['output'];
  purchasePence: Scalars['Pence']['output'];
  source: Scalars['String']['output'];
};

export type AssetLifeInput = {
  kind: DeviceKind;
  licencePencePerYear: Scalars['Pence']['input'];
  lifeYears: Scalars['Int']['input'];
  maintenancePencePerYear: Scalars['Pence']['input'];
  purchasePence: Scalars['Pence']['input'];
  source: Scalars['String']['input'];
};

export type Assignment = {
  __typename?: 'Assignment';
  /** The budget that it is charged to; null where it has gone to a body that you may not see. */
  budget: Maybe<Budget>;
  costPence: Scalars['Pence']['output'];
  crew: Crew;
  finish: Scalars['Date']['output'];
  /** The option that was chosen: which products replace what. */
  optionId: Scalars['String']['output'];
  start: Scalars['Date']['output'];
  vendor: Vendor;
  workPackage: WorkPackage;
};

export type AssignmentConnection = {
  __typename?: 'AssignmentConnection';
  edges: Array<AssignmentEdge>;
  nodes: Array<Assignment>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AssignmentEdge = {
  __typename?: 'AssignmentEdge';
  cursor: Scalars['String']['output'];
  node: Assignment;
};

export type AssignmentFilter = {
  crewId?: InputMaybe<Scalars['ID']['input']>;
  /** Work under way on or after this day. */
  from?: InputMaybe<Scalars['Date']['input']>;
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  phase?: InputMaybe<Scalars['Int']['input']>;
  /** Work under way on or before this day. */
  to?: InputMaybe<Scalars['Date']['input']>;
};

/** Who does something: a person, a program with a token of its own, or this program itself. */
export type AuditCallerKind =
  | 'PERSON'
  | 'SERVICE'
  | 'SYSTEM';

/** Something that was done. Entries are added and never changed. */
export type AuditEntry = {
  __typename?: 'AuditEntry';
  /** What was done: the name of the mutation, or one like `import` or `plan.compute`. */
  action: Scalars['String']['output'];
  /** What it was like afterwards, as JSON; null where it was gone. `withheldChanges` names fields that changed and are not told. */
  after: Maybe<Scalars['String']['output']>;
  /** When it was done, by the database's clock. */
  at: Scalars['DateTime']['output'];
  /** What the thing was like before, as JSON; null where it was not there. Without what only a grant for a site shows. */
  before: Maybe<Scalars['String']['output']>;
  /** Who did it: what their token calls them, or the name of a process of this program. */
  caller: Scalars['String']['output'];
  /** What kind of caller did it. */
  callerKind: AuditCallerKind;
  /** The entry's own id. Ids rise, but some are never used. */
  id: Scalars['ID']['output'];
  /** Its place in the chain; null for about a second, until the chain has taken it up. */
  link: Maybe<AuditLink>;
  /** The body that the thing belongs to; null where it belongs to none. */
  organisationId: Maybe<Scalars['ID']['output']>;
  /** Why, where the caller said so. */
  reason: Maybe<Scalars['String']['output']>;
  /** The request or job that it was done in: all entries of one have the same. */
  requestId: Scalars['String']['output'];
  /** The roles that the caller held. */
  roles: Array<AuditRole>;
  /** Which one: its external id, or its id where it has no external one. */
  subjectId: Scalars['String']['output'];
  /** What kind of thing it was done to, such as `Site`. */
  subjectType: Scalars['String']['output'];
};

/** A page of entries. */
export type AuditEntryConnection = {
  __typename?: 'AuditEntryConnection';
  /** The entries of the page, each with its cursor. */
  edges: Array<AuditEntryEdge>;
  /** The entries of the page. */
  nodes: Array<AuditEntry>;
  /** Where the page begins and ends. */
  pageInfo: PageInfo;
  /** How many entries there are in all, whatever the page. */
  totalCount: Scalars['Int']['output'];
};

/** An entry of a page. */
export type AuditEntryEdge = {
  __typename?: 'AuditEntryEdge';
  /** What the next page is asked for with, as `after`. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: AuditEntry;
};

/** Entries that meet every condition that is given. */
export type AuditEntryFilter = {
  /** This action, such as `saveSite`. */
  action?: InputMaybe<Scalars['String']['input']>;
  /** Done by this caller. */
  caller?: InputMaybe<Scalars['String']['input']>;
  /** Done at or after this moment. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Done in this request or job. */
  requestId?: InputMaybe<Scalars['String']['input']>;
  /** Done to the thing of this external id, or id. */
  subjectId?: InputMaybe<Scalars['String']['input']>;
  /** Done to this kind of thing. */
  subjectType?: InputMaybe<Scalars['String']['input']>;
  /** Done before this moment. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The place of an entry in the chain by which changes to the audit are found. */
export type AuditLink = {
  __typename?: 'AuditLink';
  /** SHA-256 over the entry and over everything before it, in hexadecimal digits. */
  hash: Scalars['String']['output'];
  /** From 1, without a gap. */
  sequence: Scalars['Int']['output'];
};

/** A role that somebody held when they did something. */
export type AuditRole = {
  __typename?: 'AuditRole';
  /** The body that it was held in; null means every one. */
  organisationId: Maybe<Scalars['ID']['output']>;
  /** Its name, as roles are granted by. */
  role: Scalars['String']['output'];
};

export type AwaitingPackage = {
  __typename?: 'AwaitingPackage';
  on: Scalars['Date']['output'];
  workPackage: WorkPackage;
};

export type BasisKind =
  /** A price list with its date. */
  | 'CATALOGUE'
  /** An estimate with its method. */
  | 'ESTIMATE'
  /** A call-off from a framework. */
  | 'FRAMEWORK'
  /** Nothing that anybody could check. */
  | 'NONE'
  /** A vendor's quotation: a commitment until it expires. */
  | 'QUOTATION';

export type BodyKind =
  | 'ARMS_LENGTH_BODY'
  | 'CENTRAL_DEPARTMENT'
  | 'DEVOLVED_ADMINISTRATION'
  | 'EDUCATION'
  | 'HEALTH'
  | 'LOCAL_AUTHORITY'
  | 'OTHER'
  | 'POLICE';

/** A name under which a maker's devices are sold. */
export type Brand = {
  __typename?: 'Brand';
  aliases: Array<Scalars['String']['output']>;
  confidence: BrandConfidence;
  from: Maybe<Scalars['Date']['output']>;
  macPrefixes: Array<Scalars['String']['output']>;
  /** Only some devices of the brand are of this maker. */
  mixed: Scalars['Boolean']['output'];
  modelPatterns: Array<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  note: Maybe<Scalars['String']['output']>;
  to: Maybe<Scalars['Date']['output']>;
};

/** How sure it is that a brand is of a maker. */
export type BrandConfidence =
  /** Sources disagree. */
  | 'CONFLICTING'
  | 'HIGH'
  | 'MEDIUM'
  /** Known, but without a source at hand. */
  | 'RECALLED';

export type BrandInput = {
  aliases?: InputMaybe<Array<Scalars['String']['input']>>;
  confidence: BrandConfidence;
  from?: InputMaybe<Scalars['Date']['input']>;
  macPrefixes?: InputMaybe<Array<Scalars['String']['input']>>;
  mixed?: InputMaybe<Scalars['Boolean']['input']>;
  modelPatterns?: InputMaybe<Array<Scalars['String']['input']>>;
  name: Scalars['String']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

/** A line of what an organisation may spend in a fiscal year, April to March. What became of it is in the ledger, and its figures are sums of that: pence + transferredPence + carriedForwardPence = availablePence + committedPence + spentPence. */
export type Budget = {
  __typename?: 'Budget';
  /** What is left to be committed. Negative where its allocation was cut below what is committed and spent: nothing more can be committed then. */
  availablePence: Scalars['Pence']['output'];
  /** What came from the year before; negative where more went to the next. */
  carriedForwardPence: Scalars['Pence']['output'];
  category: BudgetCategory;
  /** What approved plans have set aside and works have not spent yet. */
  committedPence: Scalars['Pence']['output'];
  externalId: Scalars['String']['output'];
  /** The year in which it begins: 2027 is April 2027 to March 2028. */
  fiscalYear: Scalars['Int']['output'];
  from: Scalars['Date']['output'];
  fund: BudgetFund;
  id: Scalars['ID']['output'];
  organisation: Organisation;
  /** What was allocated to it. */
  pence: Scalars['Pence']['output'];
  /** What works have spent. */
  spentPence: Scalars['Pence']['output'];
  to: Scalars['Date']['output'];
  /** What came from other lines; negative where more went to them. */
  transferredPence: Scalars['Pence']['output'];
};

export type BudgetCategory =
  /** Buys what lasts. */
  | 'CAPITAL'
  /** Pays for the rest. */
  | 'RESOURCE';

/** More or less money in the budgets of a body, or of all, for one fiscal year, or for all. */
export type BudgetChange = {
  __typename?: 'BudgetChange';
  addPence: Maybe<Scalars['Pence']['output']>;
  fiscalYear: Maybe<Scalars['Int']['output']>;
  organisationId: Maybe<Scalars['ID']['output']>;
  percent: Maybe<Scalars['Float']['output']>;
  spreadPence: Maybe<Scalars['Pence']['output']>;
};

/** Of all bodies where none is named, and of all years where none is. */
export type BudgetChangeInput = {
  /** Added to each budget; negative takes away, and leaves nothing where that is more than there is. One of the three is given. */
  addPence?: InputMaybe<Scalars['Pence']['input']>;
  fiscalYear?: InputMaybe<Scalars['Int']['input']>;
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  /** 10 is a tenth more, -100 leaves nothing. */
  percent?: InputMaybe<Scalars['Float']['input']>;
  /** Added to all of them together, each getting its share of it; negative takes away. */
  spreadPence?: InputMaybe<Scalars['Pence']['input']>;
};

export type BudgetFund =
  | 'CENTRAL'
  | 'OWN'
  /** Ring-fenced: it pays for sensitive sites alone. */
  | 'SENSITIVE_SITES';

export type BudgetInput = {
  /** Left out, CAPITAL for a new line, and as it is for one that is there. */
  category?: InputMaybe<BudgetCategory>;
  externalId: Scalars['String']['input'];
  fiscalYear: Scalars['Int']['input'];
  /** Left out, OWN for a new line, and as it is for one that is there. */
  fund?: InputMaybe<BudgetFund>;
  /** The external id of the body that holds it. */
  organisation: Scalars['String']['input'];
  /** What is allocated to it. May be less than is committed and spent of it, which stays owed. */
  pence: Scalars['Pence']['input'];
};

export type BudgetOutlook = {
  __typename?: 'BudgetOutlook';
  budget: Budget;
  /** What the plan takes of it in all. */
  forecastPence: Scalars['Pence']['output'];
  /** What is left, others' commitments and spending taken off. Negative where it does not suffice. */
  leftPence: Scalars['Pence']['output'];
  /** The day on which the forecast is more than there is; null where it suffices. */
  runsOutOn: Maybe<Scalars['Date']['output']>;
};

/** What still stands at the end of a month, in whole percent of all that there was. */
export type BurndownMonth = {
  __typename?: 'BurndownMonth';
  /** Null for months that are not over. */
  actual: Maybe<Scalars['Int']['output']>;
  /** What was done, and from now on what is planned. */
  expected: Scalars['Int']['output'];
  /** Like 2027-04. */
  month: Scalars['String']['output'];
  planned: Scalars['Int']['output'];
};

/**
 * A calendar of the works of a crew or a site, at an address that is its only key. It has what its maker reached when
 * making it, as far as they reach it today: packages, dates, status, external ids and regions; no name and no place.
 */
export type CalendarFeed = {
  __typename?: 'CalendarFeed';
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  /** Null for the calendar of a site. */
  crew: Maybe<Crew>;
  id: Scalars['ID']['output'];
  /** The last day on which somebody fetched it; null: nobody did. */
  lastReadOn: Maybe<Scalars['Date']['output']>;
  /** Its address below that of the API, given once, by the mutation that makes it; null afterwards. */
  path: Maybe<Scalars['String']['output']>;
  /** Null for the calendar of a crew, and where you may no longer see the site. */
  site: Maybe<Site>;
};

export type CalendarFeedConnection = {
  __typename?: 'CalendarFeedConnection';
  edges: Array<CalendarFeedEdge>;
  nodes: Array<CalendarFeed>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type CalendarFeedEdge = {
  __typename?: 'CalendarFeedEdge';
  cursor: Scalars['String']['output'];
  node: CalendarFeed;
};

/** The crew or the site whose works it has. */
export type CalendarFeedInput = {
  crew?: InputMaybe<Scalars['String']['input']>;
  site?: InputMaybe<Scalars['String']['input']>;
};

export type CarryForwardInput = {
  /** The external id of the line that gives; the same line of the next year gets it. */
  from: Scalars['String']['input'];
  pence: Scalars['Pence']['input'];
  /** Say nothing here that tells where a sensitive site is. */
  reason: Scalars['String']['input'];
};

/** How much of what a line was allocated may go to the same line of the next year. */
export type CarryForwardLimit = {
  __typename?: 'CarryForwardLimit';
  category: BudgetCategory;
  percent: Scalars['Int']['output'];
};

export type CarryForwardLimitInput = {
  category: BudgetCategory;
  /** 0 to 100. */
  percent: Scalars['Int']['input'];
};

/**
 * The money of a plan and of those that it was made anew from, by the day on which work is finished: as the plan that was
 * first approved had it (baseline), as it is committed, as it is spent (actual), and as it will come (forecast: what is
 * spent, and what the plan of now sets down for the rest, today at the earliest once works are carried out of it).
 */
export type CashFlow = {
  __typename?: 'CashFlow';
  /** The day that counts as today. */
  asOf: Scalars['Date']['output'];
  /** The plan that was first approved, of this one and those that it was made anew from; null where none was. */
  baselinePlanId: Maybe<Scalars['ID']['output']>;
  /** The budget lines that the plan may be paid from: those of its body, or all. */
  lines: Array<BudgetOutlook>;
  /** Every month from the first to the last in which there is anything. */
  months: Array<CashMonth>;
  years: Array<CashYear>;
};

export type CashMonth = {
  __typename?: 'CashMonth';
  actualPence: Scalars['Pence']['output'];
  /** Null after the month of today. */
  actualToDatePence: Maybe<Scalars['Pence']['output']>;
  /** Null where no plan was approved. */
  baselinePence: Maybe<Scalars['Pence']['output']>;
  /** From the beginning to the end of the month, as for an S-curve. */
  baselineToDatePence: Maybe<Scalars['Pence']['output']>;
  /** What is left of the lines of its fiscal year at the end of the month, others' commitments and spending taken off. Negative where they do not suffice. */
  budgetLeftPence: Scalars['Pence']['output'];
  /** Of what is still to come, what is committed. */
  committedPence: Scalars['Pence']['output'];
  /** What is spent, and what is still to come. */
  forecastPence: Scalars['Pence']['output'];
  forecastToDatePence: Scalars['Pence']['output'];
  /** Like 2027-04. */
  month: Scalars['String']['output'];
};

export type CashYear = {
  __typename?: 'CashYear';
  actualPence: Scalars['Pence']['output'];
  /** Null where no plan was approved. */
  baselinePence: Maybe<Scalars['Pence']['output']>;
  /** What there is of its budget lines, transfers and what was carried forward included. */
  budgetPence: Scalars['Pence']['output'];
  committedPence: Scalars['Pence']['output'];
  /** The year in which it begins: 2027 is April 2027 to March 2028. */
  fiscalYear: Scalars['Int']['output'];
  forecastPence: Scalars['Pence']['output'];
  /** Budget less what others took and what is forecast. Negative where it does not suffice. */
  leftPence: Scalars['Pence']['output'];
  /** What others have committed and spent of them. */
  takenByOthersPence: Scalars['Pence']['output'];
};

export type ChangeKind =
  | 'ADDED'
  | 'CHANGED'
  | 'REMOVED';

/** Vetting level that work at a site asks for, or that a crew holds: each covers the ones before it. */
export type Clearance =
  | 'CTC'
  | 'DV'
  | 'NONE'
  | 'SC';

export type ClosureAddition = {
  __typename?: 'ClosureAddition';
  from: Scalars['Date']['output'];
  siteId: Scalars['ID']['output'];
  to: Scalars['Date']['output'];
};

export type ClosureAdditionInput = {
  from: Scalars['Date']['input'];
  siteId: Scalars['ID']['input'];
  to: Scalars['Date']['input'];
};

/** Devices in use on a core network although a directive demands that they are taken off it. */
export type CoreNetworkProgress = {
  __typename?: 'CoreNetworkProgress';
  /** When the first plan was approved. */
  atBaseline: Scalars['Int']['output'];
  /** How many percent fewer there are; 0 where there are more, null where there were none. */
  closedPercent: Maybe<Scalars['Int']['output']>;
  now: Scalars['Int']['output'];
};

/** Devices in use that hang on a core network although a directive demands that they are taken off it. Found anew with each question. */
export type CoreNetworkViolations = {
  __typename?: 'CoreNetworkViolations';
  /** Of all that you may see; null where all sensitive sites with devices in scope are known to you but one, of which it would tell. */
  deviceCount: Maybe<Scalars['Int']['output']>;
  /** Those at sites that you may know in detail: that a device is here tells its network. */
  devices: DeviceConnection;
};


/** Devices in use that hang on a core network although a directive demands that they are taken off it. Found anew with each question. */
export type CoreNetworkViolationsDevicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Where a price comes from. */
export type CostBasis = {
  __typename?: 'CostBasis';
  /** The last day on which a quotation holds. */
  expiresOn: Maybe<Scalars['Date']['output']>;
  kind: BasisKind;
  /** The day of the price. */
  on: Maybe<Scalars['Date']['output']>;
  /** The source, the document or the method. */
  reference: Maybe<Scalars['String']['output']>;
};

/** A basis needs its source or method and its day; NONE has neither. */
export type CostBasisInput = {
  kind: BasisKind;
  on?: InputMaybe<Scalars['Date']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
};

export type CostCategory =
  | 'ACCESS_EQUIPMENT'
  | 'CABLING'
  | 'CONTINGENCY'
  | 'DISPOSAL'
  | 'EQUIPMENT'
  | 'ESCORT'
  | 'LABOUR'
  | 'LICENCES'
  | 'SURVEY'
  | 'TRAINING'
  | 'TRAVEL';

/** Which kind of money pays for it. */
export type CostClass =
  | 'CAPITAL'
  | 'RESOURCE';

/** What sums are by. */
export type CostDimension =
  | 'BODY'
  | 'CATEGORY'
  | 'CLASS'
  /** The fiscal year of the finish day. */
  | 'YEAR';

/** P80 is what four in five draws do not exceed; the others likewise. Each is a figure that was drawn. */
export type CostForecast = {
  __typename?: 'CostForecast';
  meanPence: Scalars['Pence']['output'];
  p10: Scalars['Pence']['output'];
  p50: Scalars['Pence']['output'];
  p80: Scalars['Pence']['output'];
  p90: Scalars['Pence']['output'];
  /** As estimated, on the days that are planned. */
  plannedPence: Scalars['Pence']['output'];
};

/** A part of what an assignment costs, as it was when its plan was made: the lines of an assignment add up to its cost. */
export type CostLine = {
  __typename?: 'CostLine';
  basis: CostBasis;
  category: CostCategory;
  class: CostClass;
  /** What of the VAT the body does not get back, to the nearest penny, half a penny up. */
  irrecoverableVatPence: Scalars['Pence']['output'];
  /** The external id of the product; null for what is no product. */
  item: Maybe<Scalars['String']['output']>;
  netPence: Scalars['Pence']['output'];
  /** The total at the prices of the fiscal year in which the work is done, pennies begun left out. */
  outturnPence: Scalars['Pence']['output'];
  per: CostUnit;
  /** How many devices, packages or crew-days; of PERCENT, the basis points. */
  quantity: Scalars['Int']['output'];
  /** What the body is charged in the end: net and irrecoverable VAT. */
  totalPence: Scalars['Pence']['output'];
  /** The rate of VAT, in hundredths of a percent. */
  vatBasisPoints: Scalars['Int']['output'];
  /** As its plan calls it. */
  workPackageId: Scalars['ID']['output'];
};

export type CostLineConnection = {
  __typename?: 'CostLineConnection';
  edges: Array<CostLineEdge>;
  nodes: Array<CostLine>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type CostLineEdge = {
  __typename?: 'CostLineEdge';
  cursor: Scalars['String']['output'];
  node: CostLine;
};

export type CostLineFilter = {
  basis?: InputMaybe<BasisKind>;
  category?: InputMaybe<CostCategory>;
  class?: InputMaybe<CostClass>;
  workPackageId?: InputMaybe<Scalars['ID']['input']>;
};

/** What is charged beside products and crews, from a day on, until a later rate of its category and unit. */
export type CostRate = {
  __typename?: 'CostRate';
  /** Null for a percentage. */
  amountPence: Maybe<Scalars['Pence']['output']>;
  basis: CostBasis;
  /** Hundredths of a percent; null for an amount. */
  basisPoints: Maybe<Scalars['Int']['output']>;
  category: CostCategory;
  class: CostClass;
  from: Scalars['Date']['output'];
  per: CostUnit;
};

/** Contingency is by PERCENT and has basis points; everything else has an amount. Equipment costs what its products cost. A rate of LABOUR is by CREW_DAY: it comes on top of crews' own day rates, and its class and basis are those of all labour. */
export type CostRateInput = {
  amountPence?: InputMaybe<Scalars['Pence']['input']>;
  basis: CostBasisInput;
  basisPoints?: InputMaybe<Scalars['Int']['input']>;
  category: CostCategory;
  class: CostClass;
  from: Scalars['Date']['input'];
  per: CostUnit;
};

/** A sum of cost lines. What is evidenced, estimated and without a basis makes up the total. */
export type CostSum = {
  __typename?: 'CostSum';
  /** Null where the sum is of all categories; the same goes for what follows. */
  category: Maybe<CostCategory>;
  class: Maybe<CostClass>;
  /** By a method, or from a quotation that lapsed before anything was ordered by it. */
  estimatedPence: Scalars['Pence']['output'];
  /** From a price list, from a framework, or from a quotation that holds or by which was ordered: a document with its date. */
  evidencedPence: Scalars['Pence']['output'];
  /** evidencedPence of totalPence, 0 to 1; null of nothing. */
  evidencedShare: Maybe<Scalars['Float']['output']>;
  /** 2027 is April 2027 to March 2028. */
  fiscalYear: Maybe<Scalars['Int']['output']>;
  irrecoverableVatPence: Scalars['Pence']['output'];
  netPence: Scalars['Pence']['output'];
  organisation: Maybe<Organisation>;
  /** At the prices of the fiscal year in which each work is done. Plans are made and budgets are charged at the prices of the day on which the plan was made. */
  outturnPence: Scalars['Pence']['output'];
  totalPence: Scalars['Pence']['output'];
  /** Without a basis. */
  unevidencedPence: Scalars['Pence']['output'];
  /** The total, and on it what costs of each category tend to turn out above their estimate. */
  withOptimismBiasPence: Scalars['Pence']['output'];
};

/** What there are so many of. */
export type CostUnit =
  /** A day of a crew. Such rates are what the body is charged, with any VAT that it bears: like crews' own day rates they are the same for every body. */
  | 'CREW_DAY'
  /** A work package. */
  | 'PACKAGE'
  /** Of the net of a work package's other lines, crew-days aside. */
  | 'PERCENT'
  /** A device that is put up; of DISPOSAL, a device that is taken down. */
  | 'UNIT';

/** What costs follow from beside prices and crews: the same for every body, and kept by finance. */
export type Costing = {
  __typename?: 'Costing';
  assetLives: Array<AssetLife>;
  optimismBias: Array<OptimismBias>;
  priceIndices: Array<PriceIndex>;
  rates: Array<CostRate>;
  vatRules: Array<VatRule>;
};

/** How a covered company is behind a device: it makes it, or it makes it for another's badge. */
export type CoverageThrough =
  | 'OEM_RELABELLING'
  | 'OWNERSHIP';

/** Fields left out take the programme's defaults. */
export type CreatePlanInput = {
  end?: InputMaybe<Scalars['Date']['input']>;
  iterations?: InputMaybe<Scalars['Int']['input']>;
  /** Plan for one body only. */
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  penceForRiskDay?: InputMaybe<Scalars['Pence']['input']>;
  rule?: InputMaybe<PhaseRule>;
  seed?: InputMaybe<Scalars['Int']['input']>;
  start?: InputMaybe<Scalars['Date']['input']>;
};

/** Terms that are left out are those of the base plan. */
export type CreateScenarioInput = {
  basePlanId: Scalars['ID']['input'];
  /** In the order in which they apply; 50 at most. */
  changes?: InputMaybe<Array<ScenarioChangeInput>>;
  end?: InputMaybe<Scalars['Date']['input']>;
  name: Scalars['String']['input'];
  penceForRiskDay?: InputMaybe<Scalars['Pence']['input']>;
  rule?: InputMaybe<PhaseRule>;
  start?: InputMaybe<Scalars['Date']['input']>;
};

/** One installer team: it works on one work package at a time. */
export type Crew = {
  __typename?: 'Crew';
  clearance: Clearance;
  dayRatePence: Scalars['Pence']['output'];
  externalId: Scalars['String']['output'];
  from: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  /** Who works in it, of those who hold a role where you do. */
  installers: Array<CrewInstaller>;
  leave: Array<DateRange>;
  minutesPerDay: Scalars['Int']['output'];
  name: Scalars['String']['output'];
  nation: Nation;
  regions: Array<Scalars['String']['output']>;
  to: Maybe<Scalars['Date']['output']>;
};

/** Crews like one that is there, but without its leave. Where such a crew is given work, the plan names the crew that it is like. */
export type CrewAddition = {
  __typename?: 'CrewAddition';
  count: Scalars['Int']['output'];
  from: Maybe<Scalars['Date']['output']>;
  likeCrewId: Scalars['ID']['output'];
  to: Maybe<Scalars['Date']['output']>;
};

export type CrewAdditionInput = {
  /** 1 to 50. */
  count: Scalars['Int']['input'];
  from?: InputMaybe<Scalars['Date']['input']>;
  likeCrewId: Scalars['ID']['input'];
  to?: InputMaybe<Scalars['Date']['input']>;
};

export type CrewInput = {
  clearance: Clearance;
  dayRatePence: Scalars['Pence']['input'];
  externalId: Scalars['String']['input'];
  from?: InputMaybe<Scalars['Date']['input']>;
  leave?: InputMaybe<Array<DateRangeInput>>;
  minutesPerDay: Scalars['Int']['input'];
  name: Scalars['String']['input'];
  nation: Nation;
  regions: Array<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

/** Somebody who works in a crew. */
export type CrewInstaller = {
  __typename?: 'CrewInstaller';
  assignedAt: Scalars['DateTime']['output'];
  assignedBy: Scalars['String']['output'];
  name: Scalars['String']['output'];
  subject: Scalars['String']['output'];
};

export type CrewInstallerInput = {
  /** The external id of the crew. */
  crew: Scalars['String']['input'];
  subject: Scalars['String']['input'];
};

export type CrewRemoval = {
  __typename?: 'CrewRemoval';
  crewId: Scalars['ID']['output'];
};

export type CrewRemovalInput = {
  crewId: Scalars['ID']['input'];
};

/** A range of calendar dates, both ends included. */
export type DateRange = {
  __typename?: 'DateRange';
  from: Scalars['Date']['output'];
  to: Scalars['Date']['output'];
};

export type DateRangeInput = {
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
};

export type DeadlineChange = {
  __typename?: 'DeadlineChange';
  from: Maybe<Scalars['Date']['output']>;
  to: Scalars['Date']['output'];
};

export type DeadlineChangeInput = {
  /** The deadlines that fall on this day; all where it is left out. */
  from?: InputMaybe<Scalars['Date']['input']>;
  to: Scalars['Date']['input'];
};

/** Why a deadline is missed: a smallest set of limits that together keep the package from meeting it. */
export type DeadlineConflict = {
  __typename?: 'DeadlineConflict';
  isMeetable: DeadlineOutlook;
  limits: Array<PlanningLimit>;
};

export type DeadlineOutlook =
  /** It could be met beside the plan as it stands. */
  | 'AS_THINGS_STAND'
  /** Even without all limits the work takes too long. */
  | 'NEVER'
  /** Without any one of the limits it could be met. */
  | 'WITHOUT_ANY_OF_THE_LIMITS';

/** What it costs to start later, or to have less money: one point of the curve, planned as a scenario. It has either `months` or `lessPence`. */
export type DelayCost = {
  __typename?: 'DelayCost';
  /** Risk-days more than the plan itself has. Null until both are completed, and where it would tell the risk of a site that you may not know. */
  extraRiskDays: Maybe<Scalars['Float']['output']>;
  /** Taken from all budgets together. */
  lessPence: Maybe<Scalars['Pence']['output']>;
  /** Months in which nobody works, from the plan's start on. */
  months: Maybe<Scalars['Int']['output']>;
  scenario: Scenario;
};

export type Demand = {
  __typename?: 'Demand';
  action: DemandAction;
  /** The day that binds: what plans keep to, and what late risk counts from. */
  deadline: Maybe<Scalars['Date']['output']>;
  directiveKey: Scalars['String']['output'];
  directiveVersion: Scalars['Int']['output'];
  ruleId: Scalars['String']['output'];
  strength: DemandStrength;
  /** The day by which it is to be met where possible; null: the deadline is all that is said. */
  targetDate: Maybe<Scalars['Date']['output']>;
  /** Why the deadline is later than that. */
  variationReason: Maybe<Scalars['String']['output']>;
};

export type DemandAction =
  /** Install no more of them. */
  | 'CEASE_DEPLOYMENT'
  /** Take it off the core network. */
  | 'DISCONNECT_FROM_CORE'
  /** Take it down and fit another: what plans are made of. */
  | 'REMOVE_AND_REPLACE';

export type DemandStrength =
  | 'ADVISED'
  | 'MANDATORY';

/** Whether a device may be put up at a site, by the rules by which it would be assessed there. */
export type DeploymentAnswer = {
  __typename?: 'DeploymentAnswer';
  answer: DeploymentVerdict;
  /** The maker behind the device, where it was recognised. */
  manufacturer: Maybe<Scalars['String']['output']>;
  /** By which a person can check the answer. */
  sentences: Array<Scalars['String']['output']>;
};

export type DeploymentVerdict =
  /** A directive advises against it, or does not bind the body. */
  | 'ADVISED_AGAINST'
  /** A directive that binds the body forbids it, or would have it removed. */
  | 'NO'
  /** A directive may forbid it, and what is known does not tell: a person must look. */
  | 'REVIEW'
  | 'YES';

export type Device = {
  __typename?: 'Device';
  assessment: Maybe<Assessment>;
  /** What people found out about who made it, newest first. */
  evidence: Array<Evidence>;
  externalId: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  installedOn: Maybe<Scalars['Date']['output']>;
  kind: DeviceKind;
  /** The known model that the register's words were matched to. */
  knownModel: Maybe<DeviceModel>;
  /** Null where it is not known or redacted. */
  mac: Maybe<Scalars['String']['output']>;
  /** The maker as the register has it, untouched. */
  manufacturer: Maybe<Scalars['String']['output']>;
  model: Maybe<Scalars['String']['output']>;
  mount: Maybe<Mount>;
  /** Null where it is redacted. */
  network: Maybe<NetworkAttachment>;
  recordedAt: Scalars['DateTime']['output'];
  /** What brought its present words: a mutation or an import. */
  recordedBy: Scalars['String']['output'];
  /** The recorder or system that the device hangs on. */
  recorder: Maybe<Device>;
  /** True: its site is sensitive and you hold no grant for it, so what identifies the device and its network is withheld. */
  redacted: Scalars['Boolean']['output'];
  retentionDays: Maybe<Scalars['Int']['output']>;
  /** Other devices of the estate that you may know in detail, with the same serial number: a sign of a register that needs a look. Null where it is redacted. */
  sameSerialCount: Maybe<Scalars['Int']['output']>;
  scheduledUpgradeOn: Maybe<Scalars['Date']['output']>;
  /** Null where it is not known or redacted. */
  serial: Maybe<Scalars['String']['output']>;
  site: Site;
  status: DeviceStatus;
  surveyedOn: Maybe<Scalars['Date']['output']>;
  version: Scalars['Int']['output'];
};

export type DeviceConnection = {
  __typename?: 'DeviceConnection';
  edges: Array<DeviceEdge>;
  nodes: Array<Device>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type DeviceEdge = {
  __typename?: 'DeviceEdge';
  cursor: Scalars['String']['output'];
  node: Device;
};

export type DeviceFilter = {
  kind?: InputMaybe<DeviceKind>;
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  /** Part of the external id, maker or model, or, of devices that you may know, the whole serial number or MAC address: they are stored sealed. */
  search?: InputMaybe<Scalars['String']['input']>;
  sensitiveSite?: InputMaybe<Scalars['Boolean']['input']>;
  siteId?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<DeviceStatus>;
};

export type DeviceInput = {
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  externalId: Scalars['String']['input'];
  installedOn?: InputMaybe<Scalars['Date']['input']>;
  kind: DeviceKind;
  mac?: InputMaybe<Scalars['String']['input']>;
  manufacturer?: InputMaybe<Scalars['String']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
  mount?: InputMaybe<Mount>;
  network?: InputMaybe<NetworkAttachment>;
  /** The external id of the recorder that it hangs on. */
  recorder?: InputMaybe<Scalars['String']['input']>;
  retentionDays?: InputMaybe<Scalars['Int']['input']>;
  scheduledUpgradeOn?: InputMaybe<Scalars['Date']['input']>;
  serial?: InputMaybe<Scalars['String']['input']>;
  /** The external id of the site that it is at. */
  site: Scalars['String']['input'];
  status?: InputMaybe<DeviceStatus>;
  surveyedOn?: InputMaybe<Scalars['Date']['input']>;
};

export type DeviceKind =
  | 'ACCESS_READER'
  | 'ANPR_CAMERA'
  | 'BODY_WORN'
  | 'CAMERA'
  | 'DRONE'
  | 'ENCODER'
  | 'INTERCOM'
  | 'RECORDER';

export type DeviceModel = {
  __typename?: 'DeviceModel';
  id: Scalars['ID']['output'];
  kind: DeviceKind;
  manufacturer: Manufacturer;
  name: Scalars['String']['output'];
};

export type DeviceModelInput = {
  kind: DeviceKind;
  /** The name of its maker. */
  manufacturer: Scalars['String']['input'];
  name: Scalars['String']['input'];
};

export type DeviceStatus =
  /** Switched off but still on the wall: it is still to be removed. */
  | 'DECOMMISSIONED_PRESENT'
  | 'IN_USE'
  /** Taken down: kept for its history, and no longer assessed or planned. */
  | 'REMOVED';

export type DifferenceFilter = {
  /** Those with any of these; all kinds where none is named. */
  kinds?: InputMaybe<Array<DifferenceKind>>;
  phase?: InputMaybe<Scalars['Int']['input']>;
};

export type DifferenceKind =
  /** The base plan leaves it out. */
  | 'ADDED'
  /** The scenario leaves it out. */
  | 'DROPPED'
  /** It starts or finishes on another day. */
  | 'MOVED'
  | 'OTHER_CREW'
  | 'OTHER_VENDOR';

/** A version of a directive, in force from its effective date until the next version. */
export type Directive = {
  __typename?: 'Directive';
  coverage: Array<DirectiveCoverage>;
  demands: Array<DirectiveDemand>;
  effectiveFrom: Scalars['Date']['output'];
  id: Scalars['ID']['output'];
  issuedBy: Scalars['String']['output'];
  key: Scalars['String']['output'];
  obligations: Array<DirectiveObligation>;
  source: Scalars['String']['output'];
  title: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};

export type DirectiveCoverage = {
  __typename?: 'DirectiveCoverage';
  basis: Maybe<Scalars['String']['output']>;
  decidedBy: Maybe<Scalars['String']['output']>;
  decidedOn: Maybe<Scalars['Date']['output']>;
  law: Scalars['String']['output'];
  manufacturers: Array<Scalars['String']['output']>;
  ruleId: Scalars['String']['output'];
  state: Scalars['String']['output'];
  through: CoverageThrough;
};

export type DirectiveCoverageInput = {
  basis?: InputMaybe<Scalars['String']['input']>;
  decidedBy?: InputMaybe<Scalars['String']['input']>;
  decidedOn?: InputMaybe<Scalars['Date']['input']>;
  law: Scalars['String']['input'];
  /** Names of makers of the register. */
  manufacturers: Array<Scalars['String']['input']>;
  ruleId: Scalars['String']['input'];
  state: Scalars['String']['input'];
  through: CoverageThrough;
};

export type DirectiveDemand = {
  __typename?: 'DirectiveDemand';
  action: DemandAction;
  /** The day that binds: what plans keep to, and what late risk counts from. */
  deadline: Maybe<Scalars['Date']['output']>;
  /** The demand holds only for devices with this network attachment. */
  onlyNetwork: Maybe<NetworkAttachment>;
  ruleId: Scalars['String']['output'];
  siteClass: SiteClass;
  strength: DemandStrength;
  /** The day by which it is to be met where possible; null: the deadline is all that is said. */
  targetDate: Maybe<Scalars['Date']['output']>;
  /** Why the deadline is later than that. */
  variationReason: Maybe<Scalars['String']['output']>;
};

export type DirectiveDemandInput = {
  action: DemandAction;
  deadline?: InputMaybe<Scalars['Date']['input']>;
  onlyNetwork?: InputMaybe<NetworkAttachment>;
  ruleId: Scalars['String']['input'];
  siteClass: SiteClass;
  strength: DemandStrength;
  /** Not after the deadline, which there has to be. */
  targetDate?: InputMaybe<Scalars['Date']['input']>;
  /** Why the deadline is later; with a target date alone. */
  variationReason?: InputMaybe<Scalars['String']['input']>;
};

/** A version of a directive, whole: what is stored of a version is never changed. */
export type DirectiveInput = {
  coverage: Array<DirectiveCoverageInput>;
  demands: Array<DirectiveDemandInput>;
  effectiveFrom: Scalars['Date']['input'];
  issuedBy: Scalars['String']['input'];
  key: Scalars['String']['input'];
  obligations: Array<DirectiveObligationInput>;
  source: Scalars['String']['input'];
  title: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};

export type DirectiveObligation = {
  __typename?: 'DirectiveObligation';
  bodyKind: BodyKind;
  obligation: Obligation;
  siteClass: SiteClass;
};

export type DirectiveObligationInput = {
  bodyKind: BodyKind;
  obligation: Obligation;
  siteClass: SiteClass;
};

export type EarlierObstacle = {
  __typename?: 'EarlierObstacle';
  detail: Scalars['String']['output'];
  limit: PlanningLimit;
};

/** What keeps an assignment from starting one working day of its crew earlier, while all else stays. */
export type EarlierStart = {
  __typename?: 'EarlierStart';
  /** Every limit that this start would break, found by trying it. */
  obstacles: Array<EarlierObstacle>;
  /** That day; null where the crew has none since the plan's start. */
  start: Maybe<Scalars['Date']['output']>;
};

/** What it costs not to wait for the upgrade that is scheduled anyway. */
export type EarlyReplacement = {
  __typename?: 'EarlyReplacement';
  /** What the upgrades would have cost: of each device in use that has a later upgrade day, what its kind is bought for, discounted by the whole years from the finish day to then. */
  avoidedPence: Scalars['Pence']['output'];
  /** What the replacement costs. */
  costPence: Scalars['Pence']['output'];
  /** Cost and write-off, less what is avoided: below nothing where waiting would be dearer. */
  netPence: Scalars['Pence']['output'];
  /** Devices of which the day of installation, or the life of their kind, is not known: nothing is written off for them. */
  unknownDevices: Scalars['Int']['output'];
  /** What is left in the books of what is taken down: written off in a straight line, day by day, over the life of its kind. */
  writeOffPence: Scalars['Pence']['output'];
};

/** What a person saw on site. */
export type Evidence = {
  __typename?: 'Evidence';
  assertedBy: Scalars['String']['output'];
  assertedOn: Scalars['Date']['output'];
  grade: EvidenceGrade;
  id: Scalars['ID']['output'];
  manufacturer: Scalars['String']['output'];
  /** Null where there is none or it is redacted. */
  note: Maybe<Scalars['String']['output']>;
  /** True: the device's site is sensitive and you hold no grant for it, so the note is withheld. */
  redacted: Scalars['Boolean']['output'];
};

/** Grades of evidence, strongest first. */
export type EvidenceGrade =
  /** What the register says of the maker. */
  | 'LABEL'
  /** The block that the MAC address is from. */
  | 'MAC_PREFIX'
  /** The way in which the maker writes its models. */
  | 'MODEL_PATTERN'
  /** A person looked. */
  | 'SURVEY';

/** The device is named by its external id. */
export type EvidenceInput = {
  assertedBy: Scalars['String']['input'];
  assertedOn: Scalars['Date']['input'];
  device: Scalars['String']['input'];
  manufacturer: Scalars['String']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
};

export type EvidenceKind =
  /** The data-protection assessment. */
  | 'ASSESSMENT'
  /** Of the destruction of media. */
  | 'CERTIFICATE'
  /** The landlord's consent. */
  | 'CONSENT'
  | 'PHOTO';

/**
 * A device, or all of a site, that need not be removed for some time although a directive demands it. While it lasts the
 * device is in scope all the same, and its assessment says until when it is exempt; plans leave it out.
 */
export type Exemption = {
  __typename?: 'Exemption';
  /** Null where it is of the whole site, or the device has gone where you may not see it. A device is exempt at this site only. */
  device: Maybe<Device>;
  /** The key of the directive, whichever version is in force. */
  directive: Scalars['String']['output'];
  /** The last day. */
  expiresOn: Scalars['Date']['output'];
  /** The first day. */
  from: Scalars['Date']['output'];
  grantedAt: Scalars['DateTime']['output'];
  /** The subject of whoever granted it. */
  grantedBy: Scalars['String']['output'];
  /** Why, in the words of who granted it. Null where it is redacted. */
  ground: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** True: of all devices of the site, those that come later too. */
  isOfSite: Scalars['Boolean']['output'];
  /** True: the site is sensitive and you hold no grant for it, so the ground is withheld. */
  redacted: Scalars['Boolean']['output'];
  revokedAt: Maybe<Scalars['DateTime']['output']>;
  revokedBy: Maybe<Scalars['String']['output']>;
  site: Site;
};

export type ExemptionConnection = {
  __typename?: 'ExemptionConnection';
  edges: Array<ExemptionEdge>;
  nodes: Array<Exemption>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ExemptionEdge = {
  __typename?: 'ExemptionEdge';
  cursor: Scalars['String']['output'];
  node: Exemption;
};

/** By the external ids of the site and the device. */
export type ExemptionFilter = {
  device?: InputMaybe<Scalars['String']['input']>;
  site?: InputMaybe<Scalars['String']['input']>;
  /** Those that are in force on the day. */
  validOn?: InputMaybe<Scalars['Date']['input']>;
};

/** A device or a site, by its external id. */
export type ExemptionInput = {
  device?: InputMaybe<Scalars['String']['input']>;
  /** The key of the directive. */
  directive: Scalars['String']['input'];
  expiresOn: Scalars['Date']['input'];
  /** Left out, today. */
  from?: InputMaybe<Scalars['Date']['input']>;
  ground: Scalars['String']['input'];
  site?: InputMaybe<Scalars['String']['input']>;
};

/** Where a site and the register differ, as somebody saw it. The register was corrected with it. */
export type Finding = {
  __typename?: 'Finding';
  /** The person who saw it. */
  assertedBy: Scalars['String']['output'];
  assertedOn: Scalars['Date']['output'];
  device: Device;
  deviceExternalId: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  kind: FindingKind;
  /** Null where there is none, or it is redacted. */
  note: Maybe<Scalars['String']['output']>;
  place: WorkPlace;
  recordedAt: Scalars['DateTime']['output'];
  recordedBy: Scalars['String']['output'];
  /** True: the site is sensitive and you hold no grant for it. */
  redacted: Scalars['Boolean']['output'];
  /** At which work it was found; null where at none, or at one that you may not see. */
  workOrder: Maybe<WorkOrder>;
};

export type FindingConnection = {
  __typename?: 'FindingConnection';
  edges: Array<FindingEdge>;
  nodes: Array<Finding>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type FindingEdge = {
  __typename?: 'FindingEdge';
  cursor: Scalars['String']['output'];
  node: Finding;
};

export type FindingFilter = {
  kind?: InputMaybe<FindingKind>;
  siteId?: InputMaybe<Scalars['ID']['input']>;
  workOrderId?: InputMaybe<Scalars['ID']['input']>;
};

export type FindingInput = {
  /** The person who saw it. */
  assertedBy: Scalars['String']['input'];
  assertedOn: Scalars['Date']['input'];
  /** The external id of the device that is absent, or that the one which was found gets. */
  device: Scalars['String']['input'];
  /** With UNREGISTERED_DEVICE. */
  found?: InputMaybe<FoundDeviceInput>;
  kind: FindingKind;
  note?: InputMaybe<Scalars['String']['input']>;
  /** The external id of the site. Left out: that of the work order. */
  site?: InputMaybe<Scalars['String']['input']>;
  /** The work at which it was found. Left out: name the site. */
  workOrderId?: InputMaybe<Scalars['ID']['input']>;
};

export type FindingKind =
  /** The register had it, and it is not there. */
  | 'ABSENT_DEVICE'
  /** It stands there, and the register had it not. */
  | 'UNREGISTERED_DEVICE';

/**
 * What a plan may come to cost and when it may be finished: thousands of draws, in which costs and efforts are off their
 * estimates by chance, and late work pushes what its crew does next. The method: docs/forecast.md.
 */
export type Forecast = {
  __typename?: 'Forecast';
  /** The day that counts as today: works are taken as they stood then. */
  asOf: Scalars['Date']['output'];
  /** How many of them are made. */
  doneDraws: Scalars['Int']['output'];
  draws: Scalars['Int']['output'];
  /** What the doubt comes from: by vendor, region, kind of cost and phase, those that drive the cost the most first. */
  drivers: Array<ForecastDriver>;
  /** Why it failed, and what to do. */
  failure: Maybe<PlanFailure>;
  finishedAt: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  /** Phases of which anything is placed. */
  phases: Array<PhaseForecast>;
  /** How much of its doubt all work in one region shares. */
  regionCorrelationPercent: Scalars['Int']['output'];
  requestedAt: Scalars['DateTime']['output'];
  /** The same seed, plan, works and spreads give the same figures. */
  seed: Scalars['Int']['output'];
  /** How far estimates were taken to be out. */
  spreads: Array<ForecastSpread>;
  status: PlanStatus;
  /** Null until it is completed; the lists are empty until then. */
  total: Maybe<CostForecast>;
  /** How much of its doubt all work with one vendor's products shares. */
  vendorCorrelationPercent: Scalars['Int']['output'];
  /** By the fiscal year in which work is finished. */
  years: Array<YearForecast>;
};

export type ForecastDimension =
  | 'CATEGORY'
  | 'PHASE'
  | 'REGION'
  | 'VENDOR';

export type ForecastDriver = {
  __typename?: 'ForecastDriver';
  /** Its part in the variance of the total cost, as a share; those of a dimension add up to 1. Null where nothing is in doubt. */
  costShare: Maybe<Scalars['Float']['output']>;
  dimension: ForecastDimension;
  /** Spearman's rank correlation between the days that its work takes and the last finish. Null where one of them never varies. */
  finishCorrelation: Maybe<Scalars['Float']['output']>;
  /** The vendor's external id, the region, the kind of cost, or the number of the phase. */
  name: Scalars['String']['output'];
};

/** How far estimates of one kind of cost may be out, in percent of the estimate. */
export type ForecastSpread = {
  __typename?: 'ForecastSpread';
  /** LABOUR is of effort: how long work takes, and with it what its crew costs. */
  category: CostCategory;
  highPercent: Scalars['Int']['output'];
  lowPercent: Scalars['Int']['output'];
  shape: SpreadShape;
  /** Where the figures are from. */
  source: Scalars['String']['output'];
};

export type ForecastSpreadInput = {
  category: CostCategory;
  /** 1 to 1000; for PERT at least 100. */
  highPercent: Scalars['Int']['input'];
  /** 1 to 1000; for PERT at most 100. */
  lowPercent: Scalars['Int']['input'];
  shape: SpreadShape;
  source: Scalars['String']['input'];
};

/** What is to be seen of a device that the register has not. */
export type FoundDeviceInput = {
  kind: DeviceKind;
  mac?: InputMaybe<Scalars['String']['input']>;
  manufacturer?: InputMaybe<Scalars['String']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
  network?: InputMaybe<NetworkAttachment>;
  /** The external id of the recorder that it hangs on. */
  recorder?: InputMaybe<Scalars['String']['input']>;
  serial?: InputMaybe<Scalars['String']['input']>;
  /** IN_USE or DECOMMISSIONED_PRESENT. */
  status?: InputMaybe<DeviceStatus>;
};

/** An amount parted by strict tiers: other sites get nothing before all that sensitive sites need is granted. Within the tier that cannot have all, each body gets its part of what is left by what it needs, in whole pence; the pence left over go one each to the largest remainders, of equal ones to the body whose external id comes first. */
export type FundingAllocation = {
  __typename?: 'FundingAllocation';
  grantedPence: Scalars['Pence']['output'];
  /** By tier and body. */
  grants: Array<FundingGrant>;
  neededPence: Scalars['Pence']['output'];
};

/** What a body gets in a tier, where an amount is parted among those who need it. */
export type FundingGrant = {
  __typename?: 'FundingGrant';
  grantedPence: Scalars['Pence']['output'];
  /** What the plan has placed for it there, and the least that it would cost what money alone keeps out. */
  neededPence: Scalars['Pence']['output'];
  organisation: Organisation;
  /** 1: sensitive sites. 2: the others. */
  tier: Scalars['Int']['output'];
};

export type Ground = {
  __typename?: 'Ground';
  assertedBy: Maybe<Scalars['String']['output']>;
  assertedOn: Maybe<Scalars['Date']['output']>;
  grade: EvidenceGrade;
  sentence: Scalars['String']['output'];
};

export type Holiday = {
  __typename?: 'Holiday';
  date: Scalars['Date']['output'];
  name: Scalars['String']['output'];
  /** Null: a holiday of all nations. */
  nation: Maybe<Nation>;
};

export type HolidayAddition = {
  __typename?: 'HolidayAddition';
  date: Scalars['Date']['output'];
  /** Left out, all nations. */
  nation: Maybe<Nation>;
};

export type HolidayAdditionInput = {
  date: Scalars['Date']['input'];
  /** Left out, all nations. */
  nation?: InputMaybe<Nation>;
};

export type HolidayInput = {
  date: Scalars['Date']['input'];
  name: Scalars['String']['input'];
  nation?: InputMaybe<Nation>;
};

/**
 * One reading of a register. A register is sent as CSV to POST /imports (add ?dryRun=true to change nothing);
 * its header tells the format. Whoever sent it fetches its rejected rows as CSV from GET /imports/{id}/rejected.csv.
 */
export type Import = {
  __typename?: 'Import';
  created: Scalars['Int']['output'];
  dryRun: Scalars['Boolean']['output'];
  encoding: Maybe<Scalars['String']['output']>;
  /** Why the import ended early, where it did, and what to do. */
  failure: Maybe<ImportFailure>;
  finishedAt: Maybe<Scalars['DateTime']['output']>;
  format: RegisterFormat;
  id: Scalars['ID']['output'];
  /** Columns of the file that were not used. */
  ignoredColumns: Array<Scalars['String']['output']>;
  /** Who sent it: what their token calls them. */
  importedBy: Maybe<Scalars['String']['output']>;
  read: Scalars['Int']['output'];
  rejected: Scalars['Int']['output'];
  rejectedRows: RejectedRowConnection;
  skipped: Scalars['Int']['output'];
  startedAt: Scalars['DateTime']['output'];
  status: ImportStatus;
  unchanged: Scalars['Int']['output'];
  updated: Scalars['Int']['output'];
};


/**
 * One reading of a register. A register is sent as CSV to POST /imports (add ?dryRun=true to change nothing);
 * its header tells the format. Whoever sent it fetches its rejected rows as CSV from GET /imports/{id}/rejected.csv.
 */
export type ImportRejectedRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ImportConnection = {
  __typename?: 'ImportConnection';
  edges: Array<ImportEdge>;
  nodes: Array<Import>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ImportEdge = {
  __typename?: 'ImportEdge';
  cursor: Scalars['String']['output'];
  node: Import;
};

export type ImportFailure = {
  __typename?: 'ImportFailure';
  /** `IMPORT_TOO_MANY_ROWS`, `IMPORT_OUT_OF_TIME`, `IMPORT_INTERRUPTED` or `INTERNAL`. */
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
};

export type ImportStatus =
  /** Every row was loaded or rejected. */
  | 'COMPLETED'
  /** It ended early: what was loaded stays, and the file can be sent again. */
  | 'FAILED'
  | 'RUNNING';

export type LedgerAccount =
  /** What nobody has promised. */
  | 'AVAILABLE'
  /** What approved plans have promised. */
  | 'COMMITTED'
  /** The world that money comes from: what a line has, with the other sign. */
  | 'FUNDING'
  /** What works have cost. */
  | 'SPENT';

/** Postings that meet all of these. */
export type LedgerFilter = {
  /** With this line on one of its sides. */
  budgetId?: InputMaybe<Scalars['ID']['input']>;
  kind?: InputMaybe<PostingKind>;
  /** For a work package of this plan. */
  planId?: InputMaybe<Scalars['ID']['input']>;
};

/** Where money comes from or goes to. */
export type LedgerPlace = {
  __typename?: 'LedgerPlace';
  account: LedgerAccount;
  /** Null where the line was removed. */
  budget: Maybe<Budget>;
  /** What it was promised to or spent on; null where that is nothing or a plan that was removed, and where the plan is not yours to see. */
  workPackage: Maybe<WorkPackage>;
};

/** Money that went from one place to another. It is never changed or deleted: what was wrong is taken back by another one. */
export type LedgerPosting = {
  __typename?: 'LedgerPosting';
  at: Scalars['DateTime']['output'];
  /** The subject of whoever did it. */
  by: Scalars['String']['output'];
  explanation: Maybe<Scalars['String']['output']>;
  from: LedgerPlace;
  id: Scalars['ID']['output'];
  kind: PostingKind;
  pence: Scalars['Pence']['output'];
  /** The id of the posting that takes it back. */
  reversedBy: Maybe<Scalars['ID']['output']>;
  /** The id of the posting that it takes back. */
  reverses: Maybe<Scalars['ID']['output']>;
  to: LedgerPlace;
};

export type LedgerPostingConnection = {
  __typename?: 'LedgerPostingConnection';
  edges: Array<LedgerPostingEdge>;
  nodes: Array<LedgerPosting>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type LedgerPostingEdge = {
  __typename?: 'LedgerPostingEdge';
  cursor: Scalars['String']['output'];
  node: LedgerPosting;
};

export type Manufacturer = {
  __typename?: 'Manufacturer';
  aliases: Array<Scalars['String']['output']>;
  brands: Array<Brand>;
  /** ISO 3166 country of its headquarters. */
  country: Scalars['String']['output'];
  /** The legal entity. */
  entity: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** Blocks of MAC addresses: 6, 7 or 9 hexadecimal digits. */
  macPrefixes: Array<Scalars['String']['output']>;
  /** Regular expressions over the model text, letter case aside. */
  modelPatterns: Array<Scalars['String']['output']>;
  models: Array<DeviceModel>;
  name: Scalars['String']['output'];
  note: Maybe<Scalars['String']['output']>;
};

export type ManufacturerInput = {
  aliases?: InputMaybe<Array<Scalars['String']['input']>>;
  brands?: InputMaybe<Array<BrandInput>>;
  country: Scalars['String']['input'];
  entity?: InputMaybe<Scalars['String']['input']>;
  macPrefixes?: InputMaybe<Array<Scalars['String']['input']>>;
  modelPatterns?: InputMaybe<Array<Scalars['String']['input']>>;
  name: Scalars['String']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
};

/** Who is asking, as this installation knows them. */
export type Me = {
  __typename?: 'Me';
  name: Scalars['String']['output'];
  /** The sensitive sites whose detail you may know today. */
  needToKnow: NeedToKnowGrantConnection;
  /** The roles that you hold today; none for whom nobody granted any. */
  roles: Array<RoleGrant>;
  /** What the identity provider calls you. */
  subject: Scalars['String']['output'];
};


/** Who is asking, as this installation knows them. */
export type MeNeedToKnowArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type MonthlySupply = {
  __typename?: 'MonthlySupply';
  /** YYYY-MM */
  month: Scalars['String']['output'];
  units: Scalars['Int']['output'];
};

export type MonthlySupplyInput = {
  month: Scalars['String']['input'];
  units: Scalars['Int']['input'];
};

/** Where a device is fixed, which says how long fitting another takes. */
export type Mount =
  /** Out of reach without a platform or scaffold. */
  | 'HEIGHT'
  | 'INDOOR'
  | 'OUTDOOR';

export type MoveLimit =
  /** Nothing keeps it where it was, and the plan is better with it elsewhere. */
  | 'BETTER'
  | 'BUDGET'
  | 'CREW_LEAVE'
  | 'CREW_SERVICE'
  | 'CREW_SKILLS'
  /** Its option or its crew is no longer there. */
  | 'GONE'
  | 'HORIZON_END'
  | 'LEAD_TIME'
  | 'NOT_BEFORE'
  /** The crew is at other work on those days. */
  | 'OTHER_WORK'
  /** It was to begin before this plan does. */
  | 'PAST'
  | 'PHASES'
  /** Its place is decided already: it is ordered or under way. */
  | 'PINNED'
  | 'SITE_CLOSURES'
  | 'SITE_LIMIT'
  | 'SUPPLY';

/** What keeps a package from where it was, found by trying. */
export type MoveReason = {
  __typename?: 'MoveReason';
  detail: Scalars['String']['output'];
  limit: MoveLimit;
};

export type MoveWorkOrderInput = {
  /** Needed for COMMISSIONED. */
  actualCostPence?: InputMaybe<Scalars['Pence']['input']>;
  /** The version that you read; another one is a CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The day on which it happened. */
  on: Scalars['Date']['input'];
  /** Needed for ON_HOLD and FAILED. */
  reason?: InputMaybe<Scalars['String']['input']>;
  to: WorkStatus;
  workOrderId: Scalars['ID']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Approve what a proposed plan costs. With the works approved too, by a third person, it is in force: the plan that was approved for the same body before is superseded, and the budgets are committed. Refused as PLAN_STALE where the estate has changed, unless acceptStale says otherwise, and as BUDGET_OVERDRAWN where a budget has too little left. */
  approvePlanMoney: Plan;
  /** Approve what a proposed plan does, and when. Like approvePlanMoney otherwise. */
  approvePlanWorks: Plan;
  /** Ask what a later start costs, by one to six months, and what less money does, by £100,000 to £500,000. Eleven scenarios of the plan are made, but for those that are there; Plan.costOfDelay has the curve as they are completed. */
  askCostOfDelay: Plan;
  /** Have workers draw what a plan may come to cost, and when it may be finished. `forecasts` tells how far it is, and then what came of it; of a plan's forecasts the newest five are kept. */
  askForecast: Forecast;
  /** Ask what full funding would buy: a scenario of the plan in which no budget is short. Its difference says what comes in and what moves, its years what that costs. */
  askFullFunding: Scenario;
  /** Assess every device against the directives in force today. */
  assessEstate: Array<AssessmentSummary>;
  /** Has somebody work in a crew: they see its orders where they are an INSTALLER. */
  assignInstaller: Crew;
  /** Move money that nobody has promised to the same line of the next year. Refused as CARRY_FORWARD_TOO_MUCH above the limit of its category. */
  carryForwardBudget: LedgerPosting;
  /** Makes a calendar of works. Whoever has its address reads it, without a token, until it is revoked. */
  createCalendarFeed: CalendarFeed;
  /** Ask for a plan. The request is stored, a worker computes it: follow its status. */
  createPlan: Plan;
  /** Ask what becomes of a plan where something is otherwise. The scenario is stored, a worker plans it: follow the status of its plan. */
  createScenario: Scenario;
  /** Has an address told what happens, from now on. */
  createWebhook: Webhook;
  /** Ends that somebody works in a crew. */
  dismissInstaller: Crew;
  /** Switches a webhook on again that was switched off. */
  enableWebhook: Webhook;
  /** Says what takes the place of a device. One that a directive covers is refused. */
  enterReplacement: WorkOrder;
  /** Exempt a device or a site from removal under a directive, for a reason and a time. It is assessed anew; plans that have it are stale. */
  grantExemption: Exemption;
  /** Let somebody know the detail of a sensitive site. A grant that they hold for it ends. */
  grantNeedToKnow: NeedToKnowGrant;
  /** Grant a role. Where it is held already, it gets the new dates. */
  grantRole: Person;
  /** Says why nothing takes the place of a device. */
  leaveUnreplaced: WorkOrder;
  /**
   * Load a programme (YAML): all but sites and devices. It is validated whole: with any fault, nothing is loaded.
   * Rows are created or changed by their external ids; what the file does not hold stays. Where no maker is known
   * yet, the register that comes with the program is loaded first.
   */
  loadProgramme: ProgrammeResult;
  /**
   * Moves a work order to its next status. A move that is not in the table is refused with ILLEGAL_MOVE; where something
   * has to be there before it, GATE_NOT_MET names all that is lacking; and nothing is changed. With COMMISSIONED the old
   * devices become REMOVED in the register, the replacements become devices of the site, and the money is spent.
   */
  moveWorkOrder: WorkOrder;
  /** Put a completed plan forward for approval. */
  proposePlan: Plan;
  /** Puts right what commissioned work has cost, by the bill: what was said before is taken back in the books, and said anew. Refused as BUDGET_OVERDRAWN above what the budget has left. */
  recordActual: WorkOrder;
  /** Records the data-protection assessment, which is needed before INSTALLED. */
  recordAssessment: WorkOrder;
  /** Records the landlord's consent, which is needed before REMOVED where the building is a landlord's. */
  recordConsent: WorkOrder;
  /** Records what was found on site, and corrects the register with it: an unregistered device is added and assessed, an absent one becomes REMOVED. */
  recordFinding: Finding;
  /** Records what became of the media of the old devices, which is needed before DISPOSED. */
  recordSanitisation: WorkOrder;
  /** Record what a person saw on site: the strongest grade of evidence. The device is assessed anew. */
  recordSurvey: Device;
  /** Sends a dead message again, by the id of the delivery. */
  redeliverWebhook: WebhookDelivery;
  /** Remove a budget line. Refused as IN_USE while a plan is charged to it, and once money has moved in it. */
  removeBudget: RemoveResult;
  /** Remove the rate that begins on a day; the one before it holds on. */
  removeCostRate: RemoveResult;
  /** Remove a crew with its leave. Refused as IN_USE while a plan gives it work. */
  removeCrew: RemoveResult;
  /** Take a device that is no longer there out of the register. Refused as IN_USE while a plan's package holds it or other devices hang on it. */
  removeDevice: RemoveResult;
  /** Remove a known model of a maker, and assess the estate anew. */
  removeDeviceModel: RemoveResult;
  /** Take a forecast away; one that is being drawn is cancelled. */
  removeForecast: RemoveResult;
  /** Remove the holiday of a nation on a day; without a nation, the one of all nations. */
  removeHoliday: RemoveResult;
  /** Remove a maker with its brands and models, by its name, and assess the estate anew. Refused as IN_USE while a directive covers it. */
  removeManufacturer: RemoveResult;
  /** Remove a body. Refused as IN_USE while it has sites or budgets, or a plan is of it. */
  removeOrganisation: RemoveResult;
  /** Take a plan away with all that it holds, whatever its status: its devices, crews and budgets are free to go again. Refused as ILLEGAL_MOVE once it is proposed, unless it was withdrawn. */
  removePlan: RemoveResult;
  /** Remove a product with its prices. Plans that buy it keep what it cost. Refused as IN_USE while a quotation names it. */
  removeProduct: RemoveResult;
  /** Remove the price that begins on a day; the one before it holds on. */
  removeProductPrice: RemoveResult;
  /** Remove a quotation. Plans that count on it keep what it said, and are stale where that is no longer what they would be made of. */
  removeQuotation: RemoveResult;
  /** Take a scenario away, with its plan. */
  removeScenario: RemoveResult;
  /** Remove a site with its history. Refused as IN_USE while devices stand there or a plan has work there. */
  removeSite: RemoveResult;
  /** Remove a vendor with its supply. Refused as IN_USE while it has products or quotations, or a plan buys from it. */
  removeVendor: RemoveResult;
  /** Takes a webhook away, with all that is still to be sent to it. */
  removeWebhook: RemoveResult;
  /** Ask for a plan of what another one leaves, from a day on and with the money and the time that are left. It moves no more than it gains by. The other plan stays as it is until this one is approved. */
  replan: Plan;
  /** Take a transfer, or what was carried forward, back: wholly and once. Refused as NOT_REVERSIBLE for what is put right elsewhere, and says where. */
  reverseLedgerPosting: LedgerPosting;
  /** Takes a calendar away for good: its address is then one that never was. */
  revokeCalendarFeed: RemoveResult;
  /** End an exemption at once: what was exempt has to be removed again. One that was ended stays so. */
  revokeExemption: Exemption;
  /** Take such a grant away, at once. It stays on record and says who did it. */
  revokeNeedToKnow: NeedToKnowGrant;
  /** Take a role away, at once. The row stays and says who did it. */
  revokeRole: Person;
  /** Set what devices of a kind are worth and take to keep. */
  saveAssetLife: AssetLife;
  /** Create or change a budget line, by its external id. A body has one of each category and fund for a year. Once money has moved in a line, it stays the line that it is. */
  saveBudget: Budget;
  /** Set how much of what a line was allocated may be carried forward, by its category. */
  saveCarryForwardLimit: CarryForwardLimit;
  /** Create or change the rate of a category and unit that holds from a day on. Plans that are there keep their costs. */
  saveCostRate: CostRate;
  /** Create or change a crew with its regions and its whole leave, by its external id. */
  saveCrew: Crew;
  /** Create or change a device, by its external id, and assess it. */
  saveDevice: Device;
  /** Create or change a known model of a maker, by its name, match devices to it and assess the estate anew. */
  saveDeviceModel: DeviceModel;
  /**
   * Add a version of a directive, and assess the estate anew. A version that is stored already stays as it is: the
   * same content changes nothing, other content is refused as DIRECTIVE_VERSION_EXISTS.
   */
  saveDirective: Directive;
  /** Change how far estimates of a kind of cost may be out, for the forecasts that are asked for from now on. */
  saveForecastSpread: ForecastSpread;
  /** Create or change a holiday of a nation, or of all of them, by its date. */
  saveHoliday: Holiday;
  /** Create or change a maker with its aliases, brands and identifiers, and assess the estate anew. */
  saveManufacturer: Manufacturer;
  /** Set by how much the costs of a category tend to turn out above their estimate. */
  saveOptimismBias: OptimismBias;
  /** Create or change a body, by its external id. */
  saveOrganisation: Organisation;
  /** Set the terms that plans take where their request says nothing. */
  savePlanningDefaults: PlanningDefaults;
  /** Set what prices are in a fiscal year. */
  savePriceIndex: PriceIndex;
  /** Create or change a product, by its external id. */
  saveProduct: Product;
  /** Create or change what a product costs from a day on, with all of its tiers. Plans that are there keep their costs, and may be stale. */
  saveProductPrice: ProductPrice;
  /** Create or change a quotation with all of its lines, by its external id. */
  saveQuotation: Quotation;
  /** Create or change a site, by its external id. The state before is kept in its history and its devices are assessed anew. */
  saveSite: Site;
  /** Set how the lines of a category are taxed; 0 basis points is not at all. */
  saveVatRule: VatRule;
  /** Create or change a vendor and its whole supply, by its external id. */
  saveVendor: Vendor;
  /** Let money go from lines of one kind to lines of another, or no longer. The answer has all rules. */
  saveVirementRule: Array<VirementRule>;
  /** Ticks off the device of the order that has this serial number or MAC address. */
  tickDevice: WorkOrder;
  /** Move money that nobody has promised to another line of the same body and year. Refused as VIREMENT_FORBIDDEN where no rule allows it, and as BUDGET_OVERDRAWN where there is less. */
  transferBudget: LedgerPosting;
  /** Take a proposed or approved plan back, for a reason. What an approved one has committed and not spent is free again, but for what is ordered or under way. */
  withdrawPlan: Plan;
};


export type MutationApprovePlanMoneyArgs = {
  acceptStale?: InputMaybe<Scalars['Boolean']['input']>;
  comment?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationApprovePlanWorksArgs = {
  acceptStale?: InputMaybe<Scalars['Boolean']['input']>;
  comment?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationAskCostOfDelayArgs = {
  basePlanId: Scalars['ID']['input'];
};


export type MutationAskForecastArgs = {
  input: AskForecastInput;
};


export type MutationAskFullFundingArgs = {
  basePlanId: Scalars['ID']['input'];
};


export type MutationAssignInstallerArgs = {
  input: CrewInstallerInput;
};


export type MutationCarryForwardBudgetArgs = {
  input: CarryForwardInput;
};


export type MutationCreateCalendarFeedArgs = {
  input: CalendarFeedInput;
};


export type MutationCreatePlanArgs = {
  input: CreatePlanInput;
};


export type MutationCreateScenarioArgs = {
  input: CreateScenarioInput;
};


export type MutationCreateWebhookArgs = {
  input: WebhookInput;
};


export type MutationDismissInstallerArgs = {
  input: CrewInstallerInput;
};


export type MutationEnableWebhookArgs = {
  id: Scalars['ID']['input'];
};


export type MutationEnterReplacementArgs = {
  input: ReplacementInput;
};


export type MutationGrantExemptionArgs = {
  input: ExemptionInput;
};


export type MutationGrantNeedToKnowArgs = {
  input: NeedToKnowGrantInput;
};


export type MutationGrantRoleArgs = {
  input: RoleGrantInput;
};


export type MutationLeaveUnreplacedArgs = {
  input: UnreplacedInput;
};


export type MutationLoadProgrammeArgs = {
  yaml: Scalars['String']['input'];
};


export type MutationMoveWorkOrderArgs = {
  input: MoveWorkOrderInput;
};


export type MutationProposePlanArgs = {
  comment?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationRecordActualArgs = {
  input: ActualInput;
};


export type MutationRecordAssessmentArgs = {
  input: PaperInput;
};


export type MutationRecordConsentArgs = {
  input: PaperInput;
};


export type MutationRecordFindingArgs = {
  input: FindingInput;
};


export type MutationRecordSanitisationArgs = {
  input: SanitisationInput;
};


export type MutationRecordSurveyArgs = {
  input: EvidenceInput;
};


export type MutationRedeliverWebhookArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRemoveBudgetArgs = {
  externalId: Scalars['String']['input'];
};


export type MutationRemoveCostRateArgs = {
  category: CostCategory;
  from: Scalars['Date']['input'];
  per: CostUnit;
};


export type MutationRemoveCrewArgs = {
  externalId: Scalars['String']['input'];
};


export type MutationRemoveDeviceArgs = {
  externalId: Scalars['String']['input'];
};


export type MutationRemoveDeviceModelArgs = {
  manufacturer: Scalars['String']['input'];
  name: Scalars['String']['input'];
};


export type MutationRemoveForecastArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRemoveHolidayArgs = {
  date: Scalars['Date']['input'];
  nation?: InputMaybe<Nation>;
};


export type MutationRemoveManufacturerArgs = {
  name: Scalars['String']['input'];
};


export type MutationRemoveOrganisationArgs = {
  externalId: Scalars['String']['input'];
};


export type MutationRemovePlanArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRemoveProductArgs = {
  externalId: Scalars['String']['input'];
};


export type MutationRemoveProductPriceArgs = {
  from: Scalars['Date']['input'];
  product: Scalars['String']['input'];
};


export type MutationRemoveQuotationArgs = {
  externalId: Scalars['String']['input'];
};


export type MutationRemoveScenarioArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRemoveSiteArgs = {
  externalId: Scalars['String']['input'];
};


export type MutationRemoveVendorArgs = {
  externalId: Scalars['String']['input'];
};


export type MutationRemoveWebhookArgs = {
  id: Scalars['ID']['input'];
};


export type MutationReplanArgs = {
  input: ReplanInput;
};


export type MutationReverseLedgerPostingArgs = {
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


export type MutationRevokeCalendarFeedArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeExemptionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeNeedToKnowArgs = {
  input: NeedToKnowRevocationInput;
};


export type MutationRevokeRoleArgs = {
  input: RoleRevocationInput;
};


export type MutationSaveAssetLifeArgs = {
  input: AssetLifeInput;
};


export type MutationSaveBudgetArgs = {
  input: BudgetInput;
};


export type MutationSaveCarryForwardLimitArgs = {
  input: CarryForwardLimitInput;
};


export type MutationSaveCostRateArgs = {
  input: CostRateInput;
};


export type MutationSaveCrewArgs = {
  input: CrewInput;
};


export type MutationSaveDeviceArgs = {
  input: DeviceInput;
};


export type MutationSaveDeviceModelArgs = {
  input: DeviceModelInput;
};


export type MutationSaveDirectiveArgs = {
  input: DirectiveInput;
};


export type MutationSaveForecastSpreadArgs = {
  input: ForecastSpreadInput;
};


export type MutationSaveHolidayArgs = {
  input: HolidayInput;
};


export type MutationSaveManufacturerArgs = {
  input: ManufacturerInput;
};


export type MutationSaveOptimismBiasArgs = {
  input: OptimismBiasInput;
};


export type MutationSaveOrganisationArgs = {
  input: OrganisationInput;
};


export type MutationSavePlanningDefaultsArgs = {
  input: PlanningDefaultsInput;
};


export type MutationSavePriceIndexArgs = {
  input: PriceIndexInput;
};


export type MutationSaveProductArgs = {
  input: ProductInput;
};


export type MutationSaveProductPriceArgs = {
  input: ProductPriceInput;
};


export type MutationSaveQuotationArgs = {
  input: QuotationInput;
};


export type MutationSaveSiteArgs = {
  input: SiteInput;
};


export type MutationSaveVatRuleArgs = {
  input: VatRuleInput;
};


export type MutationSaveVendorArgs = {
  input: VendorInput;
};


export type MutationSaveVirementRuleArgs = {
  input: VirementRuleInput;
};


export type MutationTickDeviceArgs = {
  input: TickInput;
};


export type MutationTransferBudgetArgs = {
  input: TransferInput;
};


export type MutationWithdrawPlanArgs = {
  comment: Scalars['String']['input'];
  id: Scalars['ID']['input'];
};

export type Nation =
  | 'ENG'
  | 'NIR'
  | 'SCT'
  | 'WLS';

/** Grants that meet every condition that is given. */
export type NeedToKnowFilter = {
  /** For the site of this external id. */
  site?: InputMaybe<Scalars['String']['input']>;
  /** Of this person or program, by what the identity provider calls them. */
  subject?: InputMaybe<Scalars['String']['input']>;
  /** That hold on this day and were not taken away. */
  validOn?: InputMaybe<Scalars['Date']['input']>;
};

/** That somebody may know the detail of a sensitive site: its name and place, its devices' serial numbers, addresses and networks. */
export type NeedToKnowGrant = {
  __typename?: 'NeedToKnowGrant';
  /** The last day. */
  expiresOn: Scalars['Date']['output'];
  /** The first day. */
  from: Scalars['Date']['output'];
  /** When it was granted. */
  grantedAt: Scalars['DateTime']['output'];
  /** Who granted it. */
  grantedBy: Scalars['String']['output'];
  /** The grant's own id. */
  id: Scalars['ID']['output'];
  /** Their name. */
  name: Scalars['String']['output'];
  /** Why they need to know. */
  reason: Scalars['String']['output'];
  /** When it was ended before its time. */
  revokedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who ended it before its time; null where nobody did. */
  revokedBy: Maybe<Scalars['String']['output']>;
  /** The site that they may know; null where your roles do not reach its body. */
  site: Maybe<Site>;
  /** What the identity provider calls whom it was granted to. */
  subject: Scalars['String']['output'];
};

/** A page of grants. */
export type NeedToKnowGrantConnection = {
  __typename?: 'NeedToKnowGrantConnection';
  /** The grants of the page, each with its cursor. */
  edges: Array<NeedToKnowGrantEdge>;
  /** The grants of the page. */
  nodes: Array<NeedToKnowGrant>;
  /** Where the page begins and ends. */
  pageInfo: PageInfo;
  /** How many grants there are in all, whatever the page. */
  totalCount: Scalars['Int']['output'];
};

/** A grant of a page. */
export type NeedToKnowGrantEdge = {
  __typename?: 'NeedToKnowGrantEdge';
  /** What the next page is asked for with, as `after`. */
  cursor: Scalars['String']['output'];
  /** The grant. */
  node: NeedToKnowGrant;
};

export type NeedToKnowGrantInput = {
  /** The last day: at most a year ahead, unless the installation says otherwise. */
  expiresOn: Scalars['Date']['input'];
  /** Today where nothing is said. */
  from?: InputMaybe<Scalars['Date']['input']>;
  /** Why they need to know, in 10 to 500 characters. It stays in the audit. */
  reason: Scalars['String']['input'];
  /** External id of the site, which is sensitive. */
  site: Scalars['String']['input'];
  /** What the identity provider calls them; not yourself. */
  subject: Scalars['String']['input'];
};

export type NeedToKnowRevocationInput = {
  /** External id of the site. */
  site: Scalars['String']['input'];
  /** What the identity provider calls them. */
  subject: Scalars['String']['input'];
};

/** How a device hangs on the network. CORE means the body's own core network. */
export type NetworkAttachment =
  | 'CORE'
  /** Straight on the internet. */
  | 'INTERNET'
  /** On a network of its own that is not joined to the core. */
  | 'ISOLATED'
  /** On no network at all. */
  | 'STANDALONE'
  /** Not recorded: it may be any of the others. */
  | 'UNKNOWN';

/** How far directives bind the body that holds a device. */
export type Obligation =
  /** It is advised to follow. */
  | 'ADVISED'
  /** Its government has told it to follow. */
  | 'DIRECTED'
  /** It must follow. */
  | 'MANDATORY'
  /** No directive speaks to it. */
  | 'VOLUNTARY';

/** By how much the costs of a category tend to turn out above their estimate, in hundredths of a percent. It is told beside what a plan costs, and not planned on. */
export type OptimismBias = {
  __typename?: 'OptimismBias';
  basisPoints: Scalars['Int']['output'];
  category: CostCategory;
  source: Scalars['String']['output'];
};

export type OptimismBiasInput = {
  basisPoints: Scalars['Int']['input'];
  category: CostCategory;
  source: Scalars['String']['input'];
};

/**
 * What an option of a work package costs over ten years: now, in each of the ten years after for maintenance and licences, and
 * where a kind of device comes to the end of its life before. Prices are those of the plan's day.
 */
export type OptionLife = {
  __typename?: 'OptionLife';
  licencePencePerYear: Scalars['Pence']['output'];
  maintenancePencePerYear: Scalars['Pence']['output'];
  /** All of it, each year discounted once more: an exact sum, rounded once to the nearest penny, half a penny up. */
  npvPence: Scalars['Pence']['output'];
  optionId: Scalars['String']['output'];
  /** Now, with the days of the crew. */
  purchasePence: Scalars['Pence']['output'];
  renewals: Array<Renewal>;
  vendorId: Scalars['String']['output'];
};

/** A public body that holds sites and budgets. */
export type Organisation = {
  __typename?: 'Organisation';
  budgets: Array<Budget>;
  externalId: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  kind: BodyKind;
  name: Scalars['String']['output'];
  nation: Nation;
  sites: SiteConnection;
};


/** A public body that holds sites and budgets. */
export type OrganisationSitesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type OrganisationConnection = {
  __typename?: 'OrganisationConnection';
  edges: Array<OrganisationEdge>;
  nodes: Array<Organisation>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type OrganisationEdge = {
  __typename?: 'OrganisationEdge';
  cursor: Scalars['String']['output'];
  node: Organisation;
};

export type OrganisationInput = {
  externalId: Scalars['String']['input'];
  kind: BodyKind;
  name: Scalars['String']['input'];
  nation: Nation;
};

export type Ownership =
  /** The body rents it. */
  | 'LANDLORD'
  /** The body owns the building. */
  | 'OWNED';

export type PackageDifference = {
  __typename?: 'PackageDifference';
  /** Its place in the scenario. */
  after: Maybe<Assignment>;
  /** Its place in the base plan. */
  before: Maybe<Assignment>;
  kinds: Array<DifferenceKind>;
  /** Days by which it starts later than in the base plan; negative where it starts sooner. */
  movedDays: Maybe<Scalars['Int']['output']>;
  workPackage: WorkPackage;
};

export type PackageDifferenceConnection = {
  __typename?: 'PackageDifferenceConnection';
  edges: Array<PackageDifferenceEdge>;
  nodes: Array<PackageDifference>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type PackageDifferenceEdge = {
  __typename?: 'PackageDifferenceEdge';
  cursor: Scalars['String']['output'];
  node: PackageDifference;
};

/** Where a page of a connection begins and ends. */
export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor: Maybe<Scalars['String']['output']>;
};

export type PaperInput = {
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Of which day it is. */
  on: Scalars['Date']['input'];
  /** Where it is filed. */
  reference: Scalars['String']['input'];
  workOrderId: Scalars['ID']['input'];
};

export type Person = {
  __typename?: 'Person';
  id: Scalars['ID']['output'];
  kind: PersonKind;
  name: Scalars['String']['output'];
  /** The roles held today. */
  roles: Array<RoleGrant>;
  /** What the identity provider calls them. */
  subject: Scalars['String']['output'];
};

export type PersonConnection = {
  __typename?: 'PersonConnection';
  edges: Array<PersonEdge>;
  nodes: Array<Person>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type PersonEdge = {
  __typename?: 'PersonEdge';
  cursor: Scalars['String']['output'];
  node: Person;
};

export type PersonKind =
  | 'PERSON'
  /** A program with a token of its own. */
  | 'SERVICE';

/** The day on which the last work of the phase is finished. */
export type PhaseForecast = {
  __typename?: 'PhaseForecast';
  p10: Scalars['Date']['output'];
  p50: Scalars['Date']['output'];
  p80: Scalars['Date']['output'];
  p90: Scalars['Date']['output'];
  phase: Scalars['Int']['output'];
  plannedFinish: Scalars['Date']['output'];
};

export type PhaseRule =
  /** Non-sensitive sites use what the sensitive ones leave, and never get in their way. */
  | 'FILL_IDLE_CAPACITY'
  /** No work at a non-sensitive site starts until the last sensitive one is done. */
  | 'STRICT_PHASES';

export type Plan = {
  __typename?: 'Plan';
  assignments: AssignmentConnection;
  awaiting: Array<AwaitingPackage>;
  /** What the workers have been asked with askCostOfDelay, by months and then by money. */
  costOfDelay: Array<DelayCost>;
  /** A document of the plan, for whoever wants to check it; null before the plan is completed. */
  document: Maybe<PlanDocument>;
  end: Scalars['Date']['output'];
  /** Why a work package is when it is, or what would let it in; null before the plan is completed. */
  explanation: Maybe<WorkPackageExplanation>;
  /** Why it failed, and what to do. */
  failure: Maybe<PlanFailure>;
  finishedAt: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  /** The body that the plan is for; null means the whole estate. */
  organisation: Maybe<Organisation>;
  penceForRiskDay: Scalars['Pence']['output'];
  phases: Array<PlanPhase>;
  /** How far its computation has come. */
  progress: Maybe<PlanProgress>;
  /** The plan by phase and quarter: what a programme board reads. */
  quarters: Array<PlanQuarter>;
  /** How it was made anew from another plan; null where it was not. */
  replan: Maybe<Replan>;
  requestedAt: Scalars['DateTime']['output'];
  rule: PhaseRule;
  /** The scenario that it is of; null for a plan of the estate as it is. */
  scenario: Maybe<Scenario>;
  seed: Scalars['Int']['output'];
  stage: PlanStage;
  /** Who did what to it, oldest first. */
  stageChanges: Array<PlanStageChange>;
  /** Null until it is completed, and for a scenario that changes what is not there any longer. */
  staleness: Maybe<PlanStaleness>;
  start: Scalars['Date']['output'];
  status: PlanStatus;
  unscheduled: Array<UnscheduledPackage>;
  /** The orders that are of this plan now: with a later plan those go over that are not done. */
  workOrders: WorkOrderConnection;
  /** Null until the plan is completed. By default as of today. */
  worksProgress: Maybe<WorksProgress>;
  /** What is scarce and what a little more of it would be worth; empty before the plan is completed. */
  worthOfMore: Array<Worth>;
  years: Array<PlanYear>;
};


export type PlanAssignmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AssignmentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type PlanDocumentArgs = {
  kind: PlanDocumentKind;
};


export type PlanExplanationArgs = {
  workPackageId: Scalars['ID']['input'];
};


export type PlanWorkOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<WorkOrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type PlanWorksProgressArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};

export type PlanAct =
  | 'APPROVE_MONEY'
  | 'APPROVE_WORKS'
  | 'PROPOSE'
  | 'SUPERSEDE'
  | 'WITHDRAW';

export type PlanConnection = {
  __typename?: 'PlanConnection';
  edges: Array<PlanEdge>;
  nodes: Array<Plan>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

/** What a plan costs, and how well that stands up. */
export type PlanCosts = {
  __typename?: 'PlanCosts';
  /** Of a work package that the plan places; null for another. By default a year is discounted by 350 basis points. */
  earlyReplacement: Maybe<EarlyReplacement>;
  /** In the plan's order. None for plans from before there were lines. */
  lines: CostLineConnection;
  /** Of vendors whose prices depend on how much a plan takes of them. */
  priceTiers: Array<PlanPriceTier>;
  /** Sums of its lines at the sites that you may see: one by nothing, else one for each that there is. */
  summary: Array<CostSum>;
  /** The options of a work package over ten years, cheapest first. Of crews, the one that the plan gives it, else the cheapest that may do it. By default a year is discounted by 350 basis points. Null until the plan is completed. */
  wholeLife: Maybe<Array<OptionLife>>;
};


/** What a plan costs, and how well that stands up. */
export type PlanCostsEarlyReplacementArgs = {
  discountBasisPoints?: InputMaybe<Scalars['Int']['input']>;
  workPackageId: Scalars['ID']['input'];
};


/** What a plan costs, and how well that stands up. */
export type PlanCostsLinesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CostLineFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What a plan costs, and how well that stands up. */
export type PlanCostsSummaryArgs = {
  by?: InputMaybe<Array<CostDimension>>;
};


/** What a plan costs, and how well that stands up. */
export type PlanCostsWholeLifeArgs = {
  discountBasisPoints?: InputMaybe<Scalars['Int']['input']>;
  workPackageId: Scalars['ID']['input'];
};

/** A document of a plan, as it leaves: each time somebody asks for one, the audit keeps it. What needs a need-to-know grant is null in it, and then it cannot be checked. */
export type PlanDocument = {
  __typename?: 'PlanDocument';
  /** How it is to be handled. */
  handling: Scalars['String']['output'];
  /** The name of whom it was made for. */
  madeFor: Scalars['String']['output'];
  /** True where something is null because a site is sensitive. */
  redacted: Scalars['Boolean']['output'];
  /** The document itself, as JSON. */
  text: Scalars['String']['output'];
};

export type PlanDocumentKind =
  /** The prices that prove the lower bounds. */
  | 'CERTIFICATE'
  | 'PLAN'
  | 'PROBLEM';

export type PlanEdge = {
  __typename?: 'PlanEdge';
  cursor: Scalars['String']['output'];
  node: Plan;
};

/** Something that happened to a plan. It tells nothing of sites. */
export type PlanEvent = {
  __typename?: 'PlanEvent';
  at: Scalars['DateTime']['output'];
  /** What to give as `after` to go on behind it. */
  id: Scalars['ID']['output'];
  kind: PlanEventKind;
  planId: Scalars['ID']['output'];
  progress: Maybe<PlanProgress>;
  stage: Maybe<PlanStage>;
  status: Maybe<PlanStatus>;
};

export type PlanEventKind =
  /** How far the computation has come, once a second at most. When it is over these events are forgotten. */
  | 'PROGRESS'
  /** It was proposed, approved, withdrawn or superseded: `stage` says what it is now. */
  | 'STAGE'
  /** Its computation was asked for, has begun, is over or was given back: `status` says what it is now. */
  | 'STATUS';

export type PlanFailure = {
  __typename?: 'PlanFailure';
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
};

/** A part of what plans are made of. */
export type PlanInput =
  | 'BUDGET'
  | 'CREW'
  | 'HOLIDAY'
  /** What a vendor has quoted: told where it lapsed before anything was ordered by it. */
  | 'QUOTATION'
  | 'SITE'
  | 'VENDOR'
  | 'WORK_PACKAGE';

export type PlanInputChange = {
  __typename?: 'PlanInputChange';
  change: ChangeKind;
  /** A sentence, where there is more to say: `quotation Q-1 lapsed on 2027-03-01`. */
  detail: Maybe<Scalars['String']['output']>;
  /** As the plan's problem document calls it: an external id, of a holiday its date. */
  externalId: Scalars['String']['output'];
  /** Which parts of it are otherwise, as the problem document calls them, or `works` where its day has come in a plan in force and it is not begun; none where it came or went. Null where it is a work package at a sensitive site that you may not know in detail: its risk is one of them. */
  fields: Maybe<Array<Scalars['String']['output']>>;
  input: PlanInput;
  /** Something is withheld. */
  redacted: Scalars['Boolean']['output'];
  /** The site that a work package is at, or that the change is of; null where it is not there, and for other inputs. */
  site: Maybe<Site>;
};

export type PlanInputChangeConnection = {
  __typename?: 'PlanInputChangeConnection';
  edges: Array<PlanInputChangeEdge>;
  nodes: Array<PlanInputChange>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type PlanInputChangeCount = {
  __typename?: 'PlanInputChangeCount';
  change: ChangeKind;
  count: Scalars['Int']['output'];
  input: PlanInput;
};

export type PlanInputChangeEdge = {
  __typename?: 'PlanInputChangeEdge';
  cursor: Scalars['String']['output'];
  node: PlanInputChange;
};

export type PlanMove = {
  __typename?: 'PlanMove';
  /** Its place in this plan; null where it has none. */
  after: Maybe<Assignment>;
  /** Its place in the base plan. */
  before: Maybe<Assignment>;
  /** Days by which it starts later than in the base plan; negative where it starts sooner. */
  movedDays: Maybe<Scalars['Int']['output']>;
  /** At least one. */
  reasons: Array<MoveReason>;
  workPackage: WorkPackage;
};

export type PlanMoveConnection = {
  __typename?: 'PlanMoveConnection';
  edges: Array<PlanMoveEdge>;
  nodes: Array<PlanMove>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type PlanMoveEdge = {
  __typename?: 'PlanMoveEdge';
  cursor: Scalars['String']['output'];
  node: PlanMove;
};

export type PlanMoveFilter = {
  phase?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * Whoever may read the estate gets exact counts. Who only follows the progress gets them rounded, and over fewer sites
 * than that not at all.
 */
export type PlanPhase = {
  __typename?: 'PlanPhase';
  costPence: Scalars['Pence']['output'];
  /** Null where it would tell of single sites. */
  deviceCount: Maybe<Scalars['Int']['output']>;
  /** Risk-days. Null where they would tell of one site that is sensitive. */
  exposure: Maybe<Scalars['Float']['output']>;
  firstStart: Maybe<Scalars['Date']['output']>;
  /** How far from the best possible the plan may be, as a share: (objective - lowerBound) / objective. */
  gap: Scalars['Float']['output'];
  lastFinish: Maybe<Scalars['Date']['output']>;
  /** Risk that is late: packages after their deadline or unscheduled though they have one. Null where it would tell of one site that is sensitive. */
  lateRisk: Maybe<Scalars['Float']['output']>;
  /** No plan of this phase can have an objective below this. Null where it would tell of one site that is sensitive. */
  lowerBound: Maybe<Scalars['Float']['output']>;
  /** Null where it would tell of one site that is sensitive. */
  objective: Maybe<Scalars['Float']['output']>;
  phase: Scalars['Int']['output'];
  /** True where something is null because only one site of the phase is sensitive and not known to you. */
  redacted: Scalars['Boolean']['output'];
  /** What the counts are rounded to; null: they are exact. */
  roundedTo: Maybe<Scalars['Int']['output']>;
  /** Null where it would tell of single sites. */
  siteCount: Maybe<Scalars['Int']['output']>;
  /** Null where it would tell of single sites. */
  workPackageCount: Maybe<Scalars['Int']['output']>;
};

/**
 * The tier of a vendor's prices at which a plan was made. Planning goes on until the plan reaches the very tiers that it was
 * made at.
 */
export type PlanPriceTier = {
  __typename?: 'PlanPriceTier';
  /** False where the plan takes enough for a cheaper tier, and could not be made at its prices without taking less. */
  agrees: Scalars['Boolean']['output'];
  /** From how many units on its prices hold. */
  fromUnits: Scalars['Int']['output'];
  /** What the plan takes of the vendor, with what works on the plans before it, of which it was made anew, have bought already. */
  units: Scalars['Int']['output'];
  vendor: Vendor;
};

/** How far a computation has come. What is not known yet is null; nothing is estimated. */
export type PlanProgress = {
  __typename?: 'PlanProgress';
  /** Steps of the stage: they begin anew with each. */
  done: Scalars['Int']['output'];
  /** By how much of the objective a better plan might be below it. */
  gap: Maybe<Scalars['Float']['output']>;
  /** Steps of the search for a better plan of the phase. */
  iteration: Maybe<Scalars['Int']['output']>;
  /** Pence: no plan of the phase is below that, which is proved. Null, too, where it would tell of one site that is sensitive. */
  lowerBound: Maybe<Scalars['Float']['output']>;
  /** Pence: of the best plan of the phase so far, by late risk first. Null, too, where it would tell of one site that is sensitive. */
  objective: Maybe<Scalars['Float']['output']>;
  /** The phase that is being planned: 1, then 2. */
  phase: Scalars['Int']['output'];
  /** True where figures are withheld, because they would tell of one site. */
  redacted: Scalars['Boolean']['output'];
  /** What the planner is at, in its own words. */
  stage: Scalars['String']['output'];
  total: Scalars['Int']['output'];
};

/**
 * What finishes in a calendar quarter, in one phase. Who only follows the progress does not get the quarters that would
 * tell of single sites, by themselves or by what is missing from the phase.
 */
export type PlanQuarter = {
  __typename?: 'PlanQuarter';
  costPence: Scalars['Pence']['output'];
  deviceCount: Scalars['Int']['output'];
  firstStart: Scalars['Date']['output'];
  lastFinish: Scalars['Date']['output'];
  phase: Scalars['Int']['output'];
  /** Like 2027-Q1: January to March 2027. */
  quarter: Scalars['String']['output'];
  /** What the counts are rounded to; null: they are exact. */
  roundedTo: Maybe<Scalars['Int']['output']>;
  siteCount: Scalars['Int']['output'];
};

export type PlanStage =
  /** In force: it has both approvals, its rows are the baseline, and its money is committed. */
  | 'APPROVED'
  | 'DRAFT'
  | 'PROPOSED'
  /** Another plan was approved in its place. */
  | 'SUPERSEDED'
  | 'WITHDRAWN';

/** What somebody did to a plan on its way to approval, or out of force. */
export type PlanStageChange = {
  __typename?: 'PlanStageChange';
  /** What the plan was made of had changed, and whoever approved it took it all the same. */
  acceptedStale: Scalars['Boolean']['output'];
  act: PlanAct;
  at: Scalars['DateTime']['output'];
  /** The subject of whoever did it. */
  by: Scalars['String']['output'];
  byName: Scalars['String']['output'];
  comment: Maybe<Scalars['String']['output']>;
  from: PlanStage;
  /** The same as `from` where the other approval is still to come. */
  to: PlanStage;
};

/** Whether what a plan was made of is still so: compared now. Work packages that are done are no change. */
export type PlanStaleness = {
  __typename?: 'PlanStaleness';
  /** By input and id. */
  changes: PlanInputChangeConnection;
  /** How many changes there are of each kind. */
  counts: Array<PlanInputChangeCount>;
  /** SHA-256 over all that the plan was made of, but for what the need to know protects. */
  fingerprint: Scalars['String']['output'];
  isStale: Scalars['Boolean']['output'];
};


/** Whether what a plan was made of is still so: compared now. Work packages that are done are no change. */
export type PlanStalenessChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type PlanStatus =
  | 'COMPLETED'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING';

/** What a plan costs in a fiscal year, by the budgets that pay. */
export type PlanYear = {
  __typename?: 'PlanYear';
  costPence: Scalars['Pence']['output'];
  /** The year in which it begins: 2027 is April 2027 to March 2028. */
  fiscalYear: Scalars['Int']['output'];
  workPackageCount: Scalars['Int']['output'];
};

export type PlanningDefaults = {
  __typename?: 'PlanningDefaults';
  end: Scalars['Date']['output'];
  /** What a day of one point of risk is worth, for trading cost against time. */
  penceForRiskDay: Scalars['Pence']['output'];
  rule: PhaseRule;
  start: Scalars['Date']['output'];
};

export type PlanningDefaultsInput = {
  end: Scalars['Date']['input'];
  penceForRiskDay: Scalars['Pence']['input'];
  rule: PhaseRule;
  start: Scalars['Date']['input'];
};

/** What can keep a work package from a day, or out of a plan. */
export type PlanningLimit =
  | 'BUDGET'
  | 'CREW_LEAVE'
  /** The dates between which crews serve. */
  | 'CREW_SERVICE'
  /** No crew of the region and the clearance. */
  | 'CREW_SKILLS'
  | 'HORIZON_END'
  | 'LEAD_TIME'
  | 'NOT_BEFORE'
  /** Other work of the crews. */
  | 'OTHER_WORK'
  /** Sensitive sites before the others. */
  | 'PHASES'
  /** It is decided already. */
  | 'PINNED'
  | 'SITE_CLOSURES'
  /** How many crews may work at the site at a time. */
  | 'SITE_LIMIT'
  | 'SUPPLY';

export type PostingKind =
  /** Work has cost something. */
  | 'ACTUAL'
  /** A budget is saved with more than it had; the other way round with less. */
  | 'ALLOCATION'
  /** Money goes to the same line of the next year. */
  | 'CARRY_FORWARD'
  /** A plan comes into force, or takes over what another one has promised. */
  | 'COMMITMENT'
  /** What was promised and is not needed is given back. */
  | 'RELEASE'
  /** Something else is taken back. */
  | 'REVERSAL'
  /** Money goes to another line of the body's year. */
  | 'TRANSFER';

/** What prices are in a fiscal year, in basis points of those at which plans are made: 10000 is the same. */
export type PriceIndex = {
  __typename?: 'PriceIndex';
  basisPoints: Scalars['Int']['output'];
  /** 2027 is April 2027 to March 2028. */
  fiscalYear: Scalars['Int']['output'];
  source: Scalars['String']['output'];
};

export type PriceIndexInput = {
  basisPoints: Scalars['Int']['input'];
  fiscalYear: Scalars['Int']['input'];
  source: Scalars['String']['input'];
};

/** The price of each unit where a plan takes at least so many units of the vendor's, over all of its products. */
export type PriceTier = {
  __typename?: 'PriceTier';
  fromUnits: Scalars['Int']['output'];
  pricePence: Scalars['Pence']['output'];
};

export type PriceTierInput = {
  fromUnits: Scalars['Int']['input'];
  pricePence: Scalars['Pence']['input'];
};

export type Product = {
  __typename?: 'Product';
  externalId: Scalars['String']['output'];
  fittingMinutes: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  /** Calendar days from the start of the plan to the first day on which it can be fitted. */
  leadDays: Scalars['Int']['output'];
  name: Scalars['String']['output'];
  pricePence: Scalars['Pence']['output'];
  /** Oldest first. Where none has begun, plans take `pricePence`, which has no basis. */
  prices: Array<ProductPrice>;
  replaces: Array<DeviceKind>;
  vendor: Vendor;
};

export type ProductInput = {
  externalId: Scalars['String']['input'];
  fittingMinutes: Scalars['Int']['input'];
  leadDays: Scalars['Int']['input'];
  name: Scalars['String']['input'];
  pricePence: Scalars['Pence']['input'];
  replaces: Array<DeviceKind>;
  /** The external id of its vendor. */
  vendor: Scalars['String']['input'];
};

/** What a product costs from a day on, until a later price of it. */
export type ProductPrice = {
  __typename?: 'ProductPrice';
  basis: CostBasis;
  from: Scalars['Date']['output'];
  /** By units, the first from 0 on. */
  tiers: Array<PriceTier>;
};

export type ProductPriceInput = {
  basis: CostBasisInput;
  from: Scalars['Date']['input'];
  /** The external id of the product. */
  product: Scalars['String']['input'];
  /** One from 0 units on, and no unit dearer for more of them. */
  tiers: Array<PriceTierInput>;
};

/** What a programme file held. */
export type ProgrammeResult = {
  __typename?: 'ProgrammeResult';
  assetLives: Scalars['Int']['output'];
  budgets: Scalars['Int']['output'];
  costRates: Scalars['Int']['output'];
  crews: Scalars['Int']['output'];
  directives: Scalars['Int']['output'];
  holidays: Scalars['Int']['output'];
  manufacturers: Scalars['Int']['output'];
  optimismBias: Scalars['Int']['output'];
  organisations: Scalars['Int']['output'];
  priceIndices: Scalars['Int']['output'];
  prices: Scalars['Int']['output'];
  products: Scalars['Int']['output'];
  vatRules: Scalars['Int']['output'];
  vendors: Scalars['Int']['output'];
};

export type ProgressWeight =
  /** Where the plan has a site that you may not know in detail: months would tell the risk of single packages. */
  | 'DEVICES'
  | 'RISK';

export type Query = {
  __typename?: 'Query';
  /** Part an amount among the bodies of a completed plan. With a fiscal year, the plan's charges to that year's budgets count, and with them all that is left out for want of money, which has no year. */
  allocateFunding: FundingAllocation;
  /** How many devices stand under each verdict, by site class. Who only follows the progress gets it of all bodies together. */
  assessmentSummary: Array<AssessmentSummary>;
  assessments: AssessmentConnection;
  /** What was done, oldest first: in the bodies that the caller audits, and what belongs to no body where they audit all. */
  auditEntries: AuditEntryConnection;
  /** All budgets, or those of one body. */
  budgets: Array<Budget>;
  /** The calendars that you made; with the role in every body, everybody's. */
  calendarFeeds: CalendarFeedConnection;
  carryForwardLimits: Array<CarryForwardLimit>;
  /** How the money of a plan flows, as of today; null where there is no such plan, or it is not completed. */
  cashFlow: Maybe<CashFlow>;
  coreNetworkViolations: CoreNetworkViolations;
  costing: Costing;
  /** All crews, by external id. */
  crews: Array<Crew>;
  /** A device by one of its keys; null where there is none. */
  device: Maybe<Device>;
  devices: DeviceConnection;
  /** Every version of every directive, or those in force on a day. */
  directives: Array<Directive>;
  exemptions: ExemptionConnection;
  /** What was found: at the orders that you see, and what you recorded yourself. */
  findings: FindingConnection;
  /** How far estimates may be out, by kind of cost. */
  forecastSpreads: Array<ForecastSpread>;
  /** What workers have drawn, or are to draw, of a plan: the newest five, newest first. */
  forecasts: Array<Forecast>;
  /** All holidays, or those that concern one nation. */
  holidays: Array<Holiday>;
  /** An import; null where there is none of that id, or where it is neither yours nor your roles are held in every body. */
  import: Maybe<Import>;
  /** Imports, oldest first: your own, and all of them where your roles are held in every body. */
  imports: ImportConnection;
  /** The books, oldest first. */
  ledgerPostings: LedgerPostingConnection;
  /** All makers of the register, by name. */
  manufacturers: Array<Manufacturer>;
  /** To be asked before anything is bought. An exemption changes nothing: it lets stay what is there. */
  mayDeploy: DeploymentAnswer;
  /** Who you are here, and in which roles. */
  me: Me;
  /** Who may or might know the detail of which sensitive site, oldest grant first. */
  needToKnowGrants: NeedToKnowGrantConnection;
  /** A body; null where there is none of that id. */
  organisation: Maybe<Organisation>;
  organisations: OrganisationConnection;
  /** Everybody who holds or held a role, in the bodies that you administer. */
  people: PersonConnection;
  plan: Maybe<Plan>;
  planCosts: Maybe<PlanCosts>;
  planningDefaults: Maybe<PlanningDefaults>;
  /** Plans of the estate as it is. Those of scenarios are found under `scenarios`. */
  plans: PlanConnection;
  /** All products, or those that can replace a kind of device. */
  products: Array<Product>;
  /** All quotations, or those to one body, by external id. */
  quotations: Array<Quotation>;
  scenario: Maybe<Scenario>;
  /** All, or those of one base plan. */
  scenarios: ScenarioConnection;
  /** A site by one of its keys; null where there is none. */
  site: Maybe<Site>;
  sites: SiteConnection;
  /** What was first approved, what is forecast and what is spent, by body, phase, vendor and kind of cost. */
  variances: Array<Variance>;
  /** All vendors, by external id. */
  vendors: Array<Vendor>;
  virementRules: Array<VirementRule>;
  /** What was sent to webhooks, or is to be; with the status DEAD what could not be delivered. */
  webhookDeliveries: WebhookDeliveryConnection;
  webhooks: WebhookConnection;
  /** One work order; null where there is none, or it is of a crew that is not yours to see. */
  workOrder: Maybe<WorkOrder>;
  /** Work orders: those of your own crews, or those of every crew in the bodies where you may read them. */
  workOrders: WorkOrderConnection;
};


export type QueryAllocateFundingArgs = {
  fiscalYear?: InputMaybe<Scalars['Int']['input']>;
  pence: Scalars['Pence']['input'];
  planId: Scalars['ID']['input'];
};


export type QueryAssessmentSummaryArgs = {
  organisationId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryAssessmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AssessmentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryAuditEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryBudgetsArgs = {
  organisationId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryCalendarFeedsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryCashFlowArgs = {
  planId: Scalars['ID']['input'];
};


export type QueryDeviceArgs = {
  externalId?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryDevicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DeviceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryDirectivesArgs = {
  inForceOn?: InputMaybe<Scalars['Date']['input']>;
};


export type QueryExemptionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExemptionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryFindingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<FindingFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryForecastsArgs = {
  planId: Scalars['ID']['input'];
};


export type QueryHolidaysArgs = {
  nation?: InputMaybe<Nation>;
};


export type QueryImportArgs = {
  id: Scalars['ID']['input'];
};


export type QueryImportsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryLedgerPostingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LedgerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryMayDeployArgs = {
  manufacturer: Scalars['String']['input'];
  model?: InputMaybe<Scalars['String']['input']>;
  siteId: Scalars['ID']['input'];
};


export type QueryNeedToKnowGrantsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<NeedToKnowFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryOrganisationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOrganisationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPeopleArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPlanArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPlanCostsArgs = {
  planId: Scalars['ID']['input'];
};


export type QueryPlansArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryProductsArgs = {
  replaces?: InputMaybe<DeviceKind>;
};


export type QueryQuotationsArgs = {
  organisationId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryScenarioArgs = {
  id: Scalars['ID']['input'];
};


export type QueryScenariosArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  basePlanId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySiteArgs = {
  externalId?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


export type QuerySitesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SiteFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryVariancesArgs = {
  planId: Scalars['ID']['input'];
};


export type QueryWebhookDeliveriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<WebhookDeliveryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryWebhooksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryWorkOrderArgs = {
  id: Scalars['ID']['input'];
};


export type QueryWorkOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<WorkOrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * A vendor's commitment to a body to sell at these prices for some time. While it holds, plans take its prices for the
 * body's sites in place of the products' own; of two for the same product, the cheaper.
 */
export type Quotation = {
  __typename?: 'Quotation';
  /** Where the document is. */
  document: Scalars['String']['output'];
  /** The last day on which it holds. */
  expiresOn: Scalars['Date']['output'];
  externalId: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  issuedOn: Scalars['Date']['output'];
  lines: Array<QuotationLine>;
  /** What the vendor calls it. */
  number: Scalars['String']['output'];
  organisation: Organisation;
  vendor: Vendor;
};

export type QuotationInput = {
  document: Scalars['String']['input'];
  expiresOn: Scalars['Date']['input'];
  /** Without a colon and a blank in it. */
  externalId: Scalars['String']['input'];
  issuedOn: Scalars['Date']['input'];
  lines: Array<QuotationLineInput>;
  number: Scalars['String']['input'];
  /** The external id of the body that it is to. */
  organisation: Scalars['String']['input'];
  /** The external id of the vendor that it is from. */
  vendor: Scalars['String']['input'];
};

export type QuotationLine = {
  __typename?: 'QuotationLine';
  /** Of each unit. */
  pricePence: Scalars['Pence']['output'];
  product: Product;
};

export type QuotationLineInput = {
  pricePence: Scalars['Pence']['input'];
  /** The external id of a product of the vendor's. */
  product: Scalars['String']['input'];
};

/** What kind of register a file is, as its header tells. */
export type RegisterFormat =
  /** Devices, in this program's own columns. */
  | 'CANONICAL_DEVICES'
  /** Sites, in this program's own columns. */
  | 'CANONICAL_SITES'
  /** Devices, as NetBox exports them. */
  | 'NETBOX'
  /** Devices, as Snipe-IT exports assets. */
  | 'SNIPE_IT';

/** One fault of one row: a row with two faults is listed twice, with the same line. */
export type RejectedRow = {
  __typename?: 'RejectedRow';
  column: Scalars['String']['output'];
  line: Scalars['Int']['output'];
  /** Null where it is redacted: it may quote the row. */
  reason: Maybe<Scalars['String']['output']>;
  /** True: somebody else sent the register, so what its rows said is withheld. */
  redacted: Scalars['Boolean']['output'];
};

export type RejectedRowConnection = {
  __typename?: 'RejectedRowConnection';
  edges: Array<RejectedRowEdge>;
  nodes: Array<RejectedRow>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type RejectedRowEdge = {
  __typename?: 'RejectedRowEdge';
  cursor: Scalars['String']['output'];
  node: RejectedRow;
};

/** One change by itself that would let an unscheduled package into the plan, the smallest of its kind, found by trying it. */
export type Relaxation = {
  __typename?: 'Relaxation';
  /** Pence, units, days, or the clearance level needed; 1 where there is nothing to count. */
  amount: Scalars['Pence']['output'];
  finish: Scalars['Date']['output'];
  kind: RelaxationKind;
  /** Supply: the month, YYYY-MM, in which the units come. */
  month: Maybe<Scalars['String']['output']>;
  /** Where the package would then go. */
  start: Scalars['Date']['output'];
  /** The budget, vendor, site or crew that changes, by its external id; the package for what is its own. */
  subject: Scalars['String']['output'];
};

export type RelaxationKind =
  | 'HIGHER_CLEARANCE'
  | 'LATER_END'
  | 'MORE_BUDGET'
  | 'MORE_SUPPLY'
  | 'NO_CLOSURES'
  | 'ONE_MORE_CREW_AT_SITE'
  | 'PHASE_1_ENDS_EARLIER'
  | 'SHORTER_LEAD_TIME';

/** What a removal did: false where there was nothing of that id. */
export type RemoveResult = {
  __typename?: 'RemoveResult';
  removed: Scalars['Boolean']['output'];
};

/** Something that is bought again at the end of a life. */
export type Renewal = {
  __typename?: 'Renewal';
  pence: Scalars['Pence']['output'];
  /** In so many years. */
  year: Scalars['Int']['output'];
};

/** What takes the place of a device. It is in the register as soon as the order is commissioned. */
export type Replacement = {
  __typename?: 'Replacement';
  enteredAt: Scalars['DateTime']['output'];
  enteredBy: Scalars['String']['output'];
  externalId: Scalars['String']['output'];
  kind: DeviceKind;
  manufacturer: Scalars['String']['output'];
  model: Maybe<Scalars['String']['output']>;
  /** What the directives said of it when it was entered. */
  verdict: Verdict;
};

export type ReplacementInput = {
  /** Its own external id, which no device has. */
  externalId: Scalars['String']['input'];
  /** Left out: that of the device that it replaces. */
  kind?: InputMaybe<DeviceKind>;
  mac?: InputMaybe<Scalars['String']['input']>;
  manufacturer: Scalars['String']['input'];
  model?: InputMaybe<Scalars['String']['input']>;
  network?: InputMaybe<NetworkAttachment>;
  /** The external id of the device that it replaces. */
  replaces: Scalars['String']['input'];
  serial: Scalars['String']['input'];
  workOrderId: Scalars['ID']['input'];
};

/** How a plan was made anew from one that is under way: what is done or begun is fixed, the rest is planned again. */
export type Replan = {
  __typename?: 'Replan';
  /** The day from which it plans. */
  asOf: Scalars['Date']['output'];
  basePlan: Plan;
  createdAt: Scalars['DateTime']['output'];
  /** The subject of whoever asked for it. */
  createdBy: Scalars['String']['output'];
  /** What was to start by this day stays, where no rule keeps it from that. */
  frozenUntil: Maybe<Scalars['Date']['output']>;
  /** Whether what is ordered stays where it was planned. */
  keepOrdered: Scalars['Boolean']['output'];
  /** So many packages at most could move. */
  mostMoved: Maybe<Scalars['Int']['output']>;
  /** What had a place in the base plan and has another one now, or none; none until the plan is completed. */
  moves: PlanMoveConnection;
  reason: Scalars['String']['output'];
  /** Ordered work packages that were planned anew all the same. */
  released: Array<Scalars['ID']['output']>;
};


/** How a plan was made anew from one that is under way: what is done or begun is fixed, the rest is planned again. */
export type ReplanMovesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PlanMoveFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ReplanInput = {
  /** The day from which to plan; not before the plan begins. */
  asOf: Scalars['Date']['input'];
  /** What was to start within so many days stays where it was, if no rule keeps it from that; even work of phase 2, though phase 1 should slip past it. */
  frozenDays?: InputMaybe<Scalars['Int']['input']>;
  iterations?: InputMaybe<Scalars['Int']['input']>;
  /** Left out, what is ordered stays where it was planned. Work that is under way stays in any case. */
  keepOrdered?: InputMaybe<Scalars['Boolean']['input']>;
  /** So many packages at most may move; where more cannot stay where they were, the plan fails and says how many. */
  mostMoved?: InputMaybe<Scalars['Int']['input']>;
  /** A completed plan of the estate as it is. */
  planId: Scalars['ID']['input'];
  /** Why; 500 characters at most. */
  reason: Scalars['String']['input'];
  /** Ordered work packages that may be planned anew all the same; 1000 at most. */
  release?: InputMaybe<Array<Scalars['ID']['input']>>;
  seed?: InputMaybe<Scalars['Int']['input']>;
};

/** What somebody may do here. A person may hold several, in one organisation or in all. */
export type Role =
  /** Grants roles, and sees nothing of the estate. */
  | 'ADMIN'
  /** Reads what there is to approve, and grants others the detail of sensitive sites. */
  | 'APPROVER'
  /** Reads everything, changes nothing. */
  | 'AUDITOR'
  /** Follows the progress, in sums that name no site. */
  | 'CLIENT'
  /** Plans the works: estate, policy, vendors, crews and plans. */
  | 'ESTATES_MANAGER'
  /** Costs the works: budgets, prices. */
  | 'FINANCE'
  /** Does the works: sees own work orders only. */
  | 'INSTALLER';

export type RoleGrant = {
  __typename?: 'RoleGrant';
  from: Scalars['Date']['output'];
  /** External id of the body that it is held in; null: in every one. */
  organisation: Maybe<Scalars['String']['output']>;
  role: Role;
  /** The last day; null: until further notice. */
  to: Maybe<Scalars['Date']['output']>;
};

export type RoleGrantInput = {
  /** Today where nothing is said. */
  from?: InputMaybe<Scalars['Date']['input']>;
  /** PERSON where nothing is said. */
  kind?: InputMaybe<PersonKind>;
  name: Scalars['String']['input'];
  /** External id of the body; in every one where nothing is said. */
  organisation?: InputMaybe<Scalars['String']['input']>;
  role: Role;
  subject: Scalars['String']['input'];
  to?: InputMaybe<Scalars['Date']['input']>;
};

export type RoleRevocationInput = {
  organisation?: InputMaybe<Scalars['String']['input']>;
  role: Role;
  subject: Scalars['String']['input'];
};

/** What is left out stays as it is. */
export type SanitisationInput = {
  /** Where the certificate of destruction is filed. */
  certificateReference?: InputMaybe<Scalars['String']['input']>;
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The old devices are kept isolated until that day. */
  heldUntil?: InputMaybe<Scalars['Date']['input']>;
  /** The day on which the media were sanitised. */
  sanitisedOn?: InputMaybe<Scalars['Date']['input']>;
  workOrderId: Scalars['ID']['input'];
};

export type ScarceResource =
  /** £1,000 more in a budget. */
  | 'BUDGET'
  /** One more crew-week in a region, at the time where it helps most. */
  | 'CREW_WEEK'
  /** 100 more units of a vendor. */
  | 'SUPPLY';

/** What becomes of a plan where something is otherwise: planned like any plan, and the estate's data stays as it is. */
export type Scenario = {
  __typename?: 'Scenario';
  /** What it is compared with, and where its other terms, its seed and its steps are from. */
  basePlan: Plan;
  /** In the order in which they apply. */
  changes: Array<ScenarioChange>;
  createdAt: Scalars['DateTime']['output'];
  /** The subject of whoever made it. */
  createdBy: Scalars['String']['output'];
  /** The work packages with which its plan does otherwise than the base plan; none until both are completed. A package that only one of the two plans knows, because the estate changed between them or a reclassified site has others, is not among them. */
  difference: PackageDifferenceConnection;
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** What the workers make of it. */
  plan: Plan;
};


/** What becomes of a plan where something is otherwise: planned like any plan, and the estate's data stays as it is. */
export type ScenarioDifferenceArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DifferenceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Exactly one of the fields has a value. */
export type ScenarioChange = {
  __typename?: 'ScenarioChange';
  addClosure: Maybe<ClosureAddition>;
  addCrews: Maybe<CrewAddition>;
  addHoliday: Maybe<HolidayAddition>;
  budget: Maybe<BudgetChange>;
  deadline: Maybe<DeadlineChange>;
  delay: Maybe<StartDelay>;
  excludeVendor: Maybe<VendorExclusion>;
  reclassifySite: Maybe<SiteReclassification>;
  removeCrew: Maybe<CrewRemoval>;
};

/** Exactly one of the fields is given. */
export type ScenarioChangeInput = {
  addClosure?: InputMaybe<ClosureAdditionInput>;
  addCrews?: InputMaybe<CrewAdditionInput>;
  addHoliday?: InputMaybe<HolidayAdditionInput>;
  budget?: InputMaybe<BudgetChangeInput>;
  deadline?: InputMaybe<DeadlineChangeInput>;
  delay?: InputMaybe<StartDelayInput>;
  excludeVendor?: InputMaybe<VendorExclusionInput>;
  reclassifySite?: InputMaybe<SiteReclassificationInput>;
  removeCrew?: InputMaybe<CrewRemovalInput>;
};

export type ScenarioConnection = {
  __typename?: 'ScenarioConnection';
  edges: Array<ScenarioEdge>;
  nodes: Array<Scenario>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ScenarioEdge = {
  __typename?: 'ScenarioEdge';
  cursor: Scalars['String']['output'];
  node: Scenario;
};

/** Why a site is sensitive: any one of the four tests suffices. */
export type SensitivityGround =
  /** A significant share of its officials hold Developed Vetting. */
  | 'DV_OFFICIALS'
  /** Routinely used by ministers. */
  | 'MINISTERIAL_USE'
  /** Routinely holds material of SECRET or above. */
  | 'SECRET_MATERIAL'
  /** Designated under the Serious Organised Crime and Police Act 2005. */
  | 'SOCPA_SITE';

export type Site = {
  __typename?: 'Site';
  clearance: Clearance;
  closures: Array<DateRange>;
  devices: DeviceConnection;
  externalId: Scalars['String']['output'];
  /** Every state that the site has had, newest first. */
  history: Array<SiteVersion>;
  id: Scalars['ID']['output'];
  /** Null where it is not known or redacted. */
  latitude: Maybe<Scalars['Float']['output']>;
  leaseEnd: Maybe<Scalars['Date']['output']>;
  /** Null where it is not known or redacted. */
  longitude: Maybe<Scalars['Float']['output']>;
  maxCrews: Scalars['Int']['output'];
  /** Null where it is redacted. */
  name: Maybe<Scalars['String']['output']>;
  nation: Nation;
  organisation: Organisation;
  ownership: Ownership;
  /** Null where it is not known or redacted. */
  postcode: Maybe<Scalars['String']['output']>;
  /** True: the site is sensitive and you hold no grant for it, so its name and place are withheld. */
  redacted: Scalars['Boolean']['output'];
  region: Scalars['String']['output'];
  sensitive: Scalars['Boolean']['output'];
  sensitivityGrounds: Array<SensitivityGround>;
  /** Rises by one with every change: give it back when you save, and a change by somebody else in between is refused. */
  version: Scalars['Int']['output'];
};


export type SiteDevicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DeviceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type SiteClass =
  | 'NON_SENSITIVE'
  | 'SENSITIVE';

export type SiteConnection = {
  __typename?: 'SiteConnection';
  edges: Array<SiteEdge>;
  nodes: Array<Site>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type SiteEdge = {
  __typename?: 'SiteEdge';
  cursor: Scalars['String']['output'];
  node: Site;
};

export type SiteFilter = {
  nation?: InputMaybe<Nation>;
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  region?: InputMaybe<Scalars['String']['input']>;
  /** Part of the external id, or, of sites that you may know, words of the name: whole ones and all of them, because names are stored sealed. */
  search?: InputMaybe<Scalars['String']['input']>;
  sensitive?: InputMaybe<Scalars['Boolean']['input']>;
};

export type SiteInput = {
  clearance?: InputMaybe<Clearance>;
  closures?: InputMaybe<Array<DateRangeInput>>;
  /** The version that you read: where the site has moved on, nothing is changed and the error is CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  externalId: Scalars['String']['input'];
  latitude?: InputMaybe<Scalars['Float']['input']>;
  leaseEnd?: InputMaybe<Scalars['Date']['input']>;
  longitude?: InputMaybe<Scalars['Float']['input']>;
  maxCrews?: InputMaybe<Scalars['Int']['input']>;
  name: Scalars['String']['input'];
  nation: Nation;
  /** The external id of the body that holds it. */
  organisation: Scalars['String']['input'];
  ownership?: InputMaybe<Ownership>;
  postcode?: InputMaybe<Scalars['String']['input']>;
  region: Scalars['String']['input'];
  sensitive: Scalars['Boolean']['input'];
  sensitivityGrounds?: InputMaybe<Array<SensitivityGround>>;
};

export type SiteReclassification = {
  __typename?: 'SiteReclassification';
  clearance: Maybe<Clearance>;
  sensitive: Scalars['Boolean']['output'];
  siteId: Scalars['ID']['output'];
};

/** Puts a site in the other phase, with the devices and the deadlines that the directives of today demand of such a site. What is stored of it stays as it is. */
export type SiteReclassificationInput = {
  /** Left out, it stays as it is. */
  clearance?: InputMaybe<Clearance>;
  sensitive: Scalars['Boolean']['input'];
  siteId: Scalars['ID']['input'];
};

/** A state of a site and the time in which it held. */
export type SiteVersion = {
  __typename?: 'SiteVersion';
  clearance: Clearance;
  closures: Array<DateRange>;
  leaseEnd: Maybe<Scalars['Date']['output']>;
  maxCrews: Scalars['Int']['output'];
  /** Null where it is redacted. */
  name: Maybe<Scalars['String']['output']>;
  nation: Nation;
  /** The body that held it then; null where it is one that you may not see. */
  organisation: Maybe<Organisation>;
  ownership: Ownership;
  /** What brought the change: a mutation or an import. */
  recordedBy: Scalars['String']['output'];
  /** True: the site is or was sensitive and you hold no grant for it, so its name is withheld. */
  redacted: Scalars['Boolean']['output'];
  region: Scalars['String']['output'];
  sensitive: Scalars['Boolean']['output'];
  sensitivityGrounds: Array<SensitivityGround>;
  validFrom: Scalars['DateTime']['output'];
  validTo: Maybe<Scalars['DateTime']['output']>;
  version: Scalars['Int']['output'];
};

export type SpreadShape =
  /** Below low in one of ten cases, above high in one of ten. */
  | 'LOGNORMAL'
  /** Never below low nor above high; most likely the estimate itself. */
  | 'PERT';

/** Nobody works in the first months of the plan's time; risk counts from its start all the same. */
export type StartDelay = {
  __typename?: 'StartDelay';
  months: Scalars['Int']['output'];
};

export type StartDelayInput = {
  /** 1 to 60. */
  months: Scalars['Int']['input'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /** What happens to a plan, in order and without a gap: first what has happened since the event of the id `after`, or since the plan was asked for, then what happens. It ends when the plan is removed, and with the token or the role of whoever follows it. */
  planEvents: PlanEvent;
  /** What happens to the works of a plan, a body or a site, one of which is to be named: in order and without a gap, first what has happened since the event of the id `after`, or since the first that is kept, then what happens. An installer gets what happens to the works of their crews. It ends when that is removed, and with the token or the role of whoever follows it. */
  worksEvents: WorkEvent;
};


export type SubscriptionPlanEventsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  planId: Scalars['ID']['input'];
};


export type SubscriptionWorksEventsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  planId?: InputMaybe<Scalars['ID']['input']>;
  siteId?: InputMaybe<Scalars['ID']['input']>;
};

/** What was read off a device: the serial number, the MAC address, or both. */
export type TickInput = {
  mac?: InputMaybe<Scalars['String']['input']>;
  /** In place of both, the external id of a device of which the register has neither: you say that you stand before it. */
  seen?: InputMaybe<Scalars['String']['input']>;
  serial?: InputMaybe<Scalars['String']['input']>;
  workOrderId: Scalars['ID']['input'];
};

export type TransferInput = {
  /** The external id of the line that gives. */
  from: Scalars['String']['input'];
  pence: Scalars['Pence']['input'];
  /** Say nothing here that tells where a sensitive site is. */
  reason: Scalars['String']['input'];
  /** The external id of the line that gets: of the same body and year. */
  to: Scalars['String']['input'];
};

export type UnreplacedInput = {
  reason: Scalars['String']['input'];
  /** The external id of the device. */
  replaces: Scalars['String']['input'];
  workOrderId: Scalars['ID']['input'];
};

export type UnscheduledPackage = {
  __typename?: 'UnscheduledPackage';
  detail: Scalars['String']['output'];
  reason: UnscheduledReason;
  workPackage: WorkPackage;
};

export type UnscheduledReason =
  | 'BUDGET_EXHAUSTED'
  | 'HORIZON'
  | 'NO_ELIGIBLE_CREW'
  | 'NO_WINDOW'
  | 'PHASE_BLOCKED'
  | 'SUPPLY_EXHAUSTED';

/** A row of the variance report. The rows of each dimension add up to the same sums, which are those of plans and books. */
export type Variance = {
  __typename?: 'Variance';
  actualPence: Scalars['Pence']['output'];
  /** As the plan that was first approved had it; null where none was. */
  baselinePence: Maybe<Scalars['Pence']['output']>;
  dimension: VarianceDimension;
  /** What is spent, and what the plan of now sets down for the rest. */
  forecastPence: Scalars['Pence']['output'];
  /** The external id of the body or vendor, the number of the phase, or the kind of cost; NOT_PARTED for plans from before there were cost lines. What was spent is parted as it was estimated. */
  name: Scalars['String']['output'];
  /** Forecast less baseline: positive where it becomes dearer. */
  variancePence: Maybe<Scalars['Pence']['output']>;
};

export type VarianceDimension =
  | 'CATEGORY'
  | 'ORGANISATION'
  | 'PHASE'
  | 'VENDOR';

/** How the lines of a category are taxed. A category without a rule bears no VAT, and neither do crew-days, whose rates have it in them. */
export type VatRule = {
  __typename?: 'VatRule';
  /** Hundredths of a percent. */
  basisPoints: Scalars['Int']['output'];
  category: CostCategory;
  /** The kinds of body that get it back. The others bear it: it is a part of what a line costs them. */
  recoverableBy: Array<BodyKind>;
  source: Scalars['String']['output'];
};

export type VatRuleInput = {
  basisPoints: Scalars['Int']['input'];
  category: CostCategory;
  recoverableBy: Array<BodyKind>;
  source: Scalars['String']['input'];
};

export type Vendor = {
  __typename?: 'Vendor';
  externalId: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  products: Array<Product>;
  /** Units by month; null means no limit. */
  supply: Maybe<Array<MonthlySupply>>;
};

export type VendorExclusion = {
  __typename?: 'VendorExclusion';
  vendorId: Scalars['ID']['output'];
};

export type VendorExclusionInput = {
  vendorId: Scalars['ID']['input'];
};

export type VendorInput = {
  externalId: Scalars['String']['input'];
  name: Scalars['String']['input'];
  /** Leave out for a vendor without limit. */
  supply?: InputMaybe<Array<MonthlySupplyInput>>;
};

/** UNKNOWN: the maker cannot be told. REVIEW: a person must look. Neither is ever reported as out of scope. */
export type Verdict =
  | 'IN_SCOPE'
  | 'OUT_OF_SCOPE'
  | 'REVIEW'
  | 'UNKNOWN';

/** Money may go from lines of one kind to lines of another, within a body and a year. What no rule allows is refused. */
export type VirementRule = {
  __typename?: 'VirementRule';
  fromCategory: BudgetCategory;
  fromFund: BudgetFund;
  toCategory: BudgetCategory;
  toFund: BudgetFund;
};

export type VirementRuleInput = {
  allowed: Scalars['Boolean']['input'];
  fromCategory: BudgetCategory;
  fromFund: BudgetFund;
  toCategory: BudgetCategory;
  toFund: BudgetFund;
};

/** An address that is told what happens to a body, in signed messages that tell states and no sites. */
export type Webhook = {
  __typename?: 'Webhook';
  createdAt: Scalars['DateTime']['output'];
  /** It is told no more than they may read on the day. */
  createdBy: Scalars['String']['output'];
  /** When it was switched off, because nothing was delivered for days, or nothing may be any longer; null: it is on. */
  disabledAt: Maybe<Scalars['DateTime']['output']>;
  disabledReason: Maybe<Scalars['String']['output']>;
  /** Since when nothing was delivered though it was tried. */
  failingSince: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  kinds: Array<WebhookKind>;
  /** The body whose events it gets; null: those of the whole estate and of every body. */
  organisation: Maybe<Organisation>;
  /** The key of its signatures, given once, by the mutation that makes it; null afterwards. */
  secret: Maybe<Scalars['String']['output']>;
  url: Scalars['String']['output'];
};

export type WebhookConnection = {
  __typename?: 'WebhookConnection';
  edges: Array<WebhookEdge>;
  nodes: Array<Webhook>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

/** A message for a webhook. Delivered ones are kept for a week, dead ones for three months. */
export type WebhookDelivery = {
  __typename?: 'WebhookDelivery';
  attempts: Scalars['Int']['output'];
  createdAt: Scalars['DateTime']['output'];
  deliveredAt: Maybe<Scalars['DateTime']['output']>;
  /** When it is tried next; null where it is not. */
  dueAt: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  kind: WebhookKind;
  /** What the header `webhook-id` says, at every attempt. */
  messageId: Scalars['String']['output'];
  /** What came of the last attempt. */
  outcome: Maybe<Scalars['String']['output']>;
  status: WebhookDeliveryStatus;
  webhook: Webhook;
};

export type WebhookDeliveryConnection = {
  __typename?: 'WebhookDeliveryConnection';
  edges: Array<WebhookDeliveryEdge>;
  nodes: Array<WebhookDelivery>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type WebhookDeliveryEdge = {
  __typename?: 'WebhookDeliveryEdge';
  cursor: Scalars['String']['output'];
  node: WebhookDelivery;
};

export type WebhookDeliveryFilter = {
  status?: InputMaybe<WebhookDeliveryStatus>;
  webhookId?: InputMaybe<Scalars['ID']['input']>;
};

export type WebhookDeliveryStatus =
  /** It is not tried any longer: `redeliverWebhook` sends it again. */
  | 'DEAD'
  | 'DELIVERED'
  /** It is tried, or will be. */
  | 'PENDING';

export type WebhookEdge = {
  __typename?: 'WebhookEdge';
  cursor: Scalars['String']['output'];
  node: Webhook;
};

export type WebhookInput = {
  kinds: Array<WebhookKind>;
  /** The body whose events it gets. Left out: the whole estate, which takes the role in every body. */
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  /** `https://`, at an address of the public internet. */
  url: Scalars['String']['input'];
};

export type WebhookKind =
  /** `plan.stage`: a plan was proposed, approved, withdrawn or superseded. */
  | 'PLAN_STAGE'
  /** `plan.status`: the computation of a plan was asked for, has begun, is over or was given back. */
  | 'PLAN_STATUS'
  /** `works.found`: somebody found on site that the register says otherwise. */
  | 'WORKS_FOUND'
  /** `works.moved`: work orders of a plan went from one status to another. */
  | 'WORKS_MOVED';

/** Something that happened to the works. It tells nothing of sites: who may see the order or the finding asks for that. */
export type WorkEvent = {
  __typename?: 'WorkEvent';
  at: Scalars['DateTime']['output'];
  findingId: Maybe<Scalars['ID']['output']>;
  findingKind: Maybe<FindingKind>;
  /** Null where the order was not there before. */
  from: Maybe<WorkStatus>;
  /** What to give as `after` to go on behind it. */
  id: Scalars['ID']['output'];
  kind: WorkEventKind;
  /** The plan of the order at that time; null for a finding at no order. */
  planId: Maybe<Scalars['ID']['output']>;
  to: Maybe<WorkStatus>;
  workOrderId: Maybe<Scalars['ID']['output']>;
};

export type WorkEventKind =
  /** Somebody found on site that the register says otherwise. */
  | 'FINDING'
  /** An order was made or moved: `from` says what it was before, `to` what it is now. */
  | 'MOVE'
  /** An order goes on under a later plan, `planId`, as it is. */
  | 'TAKEN_OVER';

/** A file that shows something of a work order. */
export type WorkEvidence = {
  __typename?: 'WorkEvidence';
  addedAt: Scalars['DateTime']['output'];
  addedBy: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  kind: EvidenceKind;
  /** image/jpeg, image/png or application/pdf: by what it holds. */
  mediaType: Scalars['String']['output'];
  /** Of the file as it was sent, in hexadecimal. */
  sha256: Scalars['String']['output'];
  /** In bytes. */
  size: Scalars['Int']['output'];
};

/** A package of an approved plan that is carried out. While it is not done it goes over to the plan that is approved next. */
export type WorkOrder = {
  __typename?: 'WorkOrder';
  actualCostPence: Maybe<Scalars['Pence']['output']>;
  /** The day on which the new devices were commissioned. */
  actualFinish: Maybe<Scalars['Date']['output']>;
  /** The day on which the old devices were isolated. */
  actualStart: Maybe<Scalars['Date']['output']>;
  /** The day of the data-protection assessment. */
  assessmentOn: Maybe<Scalars['Date']['output']>;
  /** Null where it is redacted, too. */
  assessmentReference: Maybe<Scalars['String']['output']>;
  /** Null where it has gone to a body that you may not see. */
  budget: Maybe<Budget>;
  /** Of the destruction; null where it is redacted, too. */
  certificateReference: Maybe<Scalars['String']['output']>;
  /** The day of the landlord's consent. */
  consentOn: Maybe<Scalars['Date']['output']>;
  /** Null where it is redacted, too. */
  consentReference: Maybe<Scalars['String']['output']>;
  crew: Crew;
  crewName: Scalars['String']['output'];
  devices: Array<WorkOrderDevice>;
  /** Its files, oldest first: `GET /works/:id/evidence/:evidenceId` gives them, `POST /works/:id/evidence?kind=…` adds one. */
  evidence: Array<WorkEvidence>;
  /** Where it was put on hold; null where it is not on hold. */
  heldAt: Maybe<WorkStatus>;
  /** The old devices are not disposed of before that day: what they recorded is held. */
  heldUntil: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  /** Oldest first. */
  moves: Array<WorkOrderMove>;
  /** What it may go to from here. Gates may still be shut. */
  nextStatuses: Array<WorkStatus>;
  /** Where the work is: what a crew needs to know. */
  place: WorkPlace;
  /** Null where you may not see the plan. */
  plan: Maybe<Plan>;
  plannedCostPence: Scalars['Pence']['output'];
  plannedFinish: Scalars['Date']['output'];
  plannedStart: Scalars['Date']['output'];
  /** True: the site is sensitive and you hold no grant for it, so that what people wrote is withheld. */
  redacted: Scalars['Boolean']['output'];
  /** The day on which the media of the old devices were sanitised. */
  sanitisedOn: Maybe<Scalars['Date']['output']>;
  site: Site;
  status: WorkStatus;
  vendor: Vendor;
  vendorName: Scalars['String']['output'];
  version: Scalars['Int']['output'];
  /** What its package is called in every plan. */
  workPackageId: Scalars['String']['output'];
};

export type WorkOrderConnection = {
  __typename?: 'WorkOrderConnection';
  edges: Array<WorkOrderEdge>;
  nodes: Array<WorkOrder>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

/** A device that the order takes down. */
export type WorkOrderDevice = {
  __typename?: 'WorkOrderDevice';
  device: Device;
  externalId: Scalars['String']['output'];
  kind: DeviceKind;
  manufacturer: Maybe<Scalars['String']['output']>;
  model: Maybe<Scalars['String']['output']>;
  /** True: the site is sensitive and you hold no grant for it. */
  redacted: Scalars['Boolean']['output'];
  replacement: Maybe<Replacement>;
  status: DeviceStatus;
  /** When its serial number or MAC address was read on site; null: not yet. */
  tickedAt: Maybe<Scalars['DateTime']['output']>;
  tickedBy: Maybe<Scalars['String']['output']>;
  /** True: the register has no number of it, so somebody confirmed that it is there. */
  tickedBySight: Scalars['Boolean']['output'];
  /** Why nothing takes its place; null where something does, or it is redacted. */
  unreplacedReason: Maybe<Scalars['String']['output']>;
};

export type WorkOrderEdge = {
  __typename?: 'WorkOrderEdge';
  cursor: Scalars['String']['output'];
  node: WorkOrder;
};

export type WorkOrderFilter = {
  crewId?: InputMaybe<Scalars['ID']['input']>;
  /** Planned to finish on that day or later. */
  from?: InputMaybe<Scalars['Date']['input']>;
  planId?: InputMaybe<Scalars['ID']['input']>;
  siteId?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<WorkStatus>;
  /** Planned to start on that day or sooner. */
  to?: InputMaybe<Scalars['Date']['input']>;
};

export type WorkOrderMove = {
  __typename?: 'WorkOrderMove';
  /** Null: the order was made. The same as `to`: what the work has cost was put right. */
  from: Maybe<WorkStatus>;
  /** The subject of whoever moved it. */
  movedBy: Scalars['String']['output'];
  /** The day on which it happened, as who moved it says. */
  on: Scalars['Date']['output'];
  /** Null where there is none, or it is redacted. */
  reason: Maybe<Scalars['String']['output']>;
  recordedAt: Scalars['DateTime']['output'];
  /** True: the site is sensitive and you hold no grant for it. */
  redacted: Scalars['Boolean']['output'];
  to: WorkStatus;
};

/** The in-scope devices of one site that are swapped together. */
export type WorkPackage = {
  __typename?: 'WorkPackage';
  deadline: Maybe<Scalars['Date']['output']>;
  deviceCount: Scalars['Int']['output'];
  devices: Array<Device>;
  id: Scalars['ID']['output'];
  phase: Scalars['Int']['output'];
  /** True where something is null because the site is sensitive. */
  redacted: Scalars['Boolean']['output'];
  /** A day of it, in points of risk. Needs a need-to-know grant where the site is sensitive: it tells how devices hang on networks. */
  risk: Maybe<Scalars['Float']['output']>;
  site: Site;
};

/** Why a work package is when it is, or what would let it in. */
export type WorkPackageExplanation = {
  __typename?: 'WorkPackageExplanation';
  /** For a package that misses its deadline. */
  deadlineConflict: Maybe<DeadlineConflict>;
  /** For an assignment. */
  earlierStart: Maybe<EarlierStart>;
  /** For an unscheduled package; empty where no single change would do. */
  relaxations: Array<Relaxation>;
  workPackageId: Scalars['ID']['output'];
};

/** Where a crew has to go. */
export type WorkPlace = {
  __typename?: 'WorkPlace';
  externalId: Scalars['String']['output'];
  /** Null where it is not known or redacted. */
  latitude: Maybe<Scalars['Float']['output']>;
  /** Null where it is not known or redacted. */
  longitude: Maybe<Scalars['Float']['output']>;
  /** Null where it is redacted. */
  name: Maybe<Scalars['String']['output']>;
  /** Null where it is not known or redacted. */
  postcode: Maybe<Scalars['String']['output']>;
  /** True: the site is sensitive and you hold no grant for it. */
  redacted: Scalars['Boolean']['output'];
  region: Scalars['String']['output'];
};

/** How far a work order is. The works go down this list; ON_HOLD, FAILED and CANCELLED stand beside it. */
export type WorkStatus =
  /** A later plan leaves it out. */
  | 'CANCELLED'
  | 'CLOSED'
  /** The new devices are in use: the register has them, and the old ones as REMOVED. */
  | 'COMMISSIONED'
  /** The old devices are disposed of, with a certificate. */
  | 'DISPOSED'
  /** It could not be done, for a reason: it can be planned again. */
  | 'FAILED'
  | 'INSTALLED'
  /** The old devices are off the network. */
  | 'ISOLATED'
  /** Stopped for a reason: it goes on where it was. */
  | 'ON_HOLD'
  /** The goods are ordered. */
  | 'ORDERED'
  | 'PLANNED'
  /** The old devices are down. */
  | 'REMOVED'
  | 'SURVEYED';

/**
 * Whoever may read the estate gets exact counts. Who only follows the progress gets them rounded, and not where they, or
 * what is left beside them, would tell of fewer sites than that.
 */
export type WorksPhase = {
  __typename?: 'WorksPhase';
  /** What that has cost. */
  actualPence: Maybe<Scalars['Pence']['output']>;
  devices: Maybe<Scalars['Int']['output']>;
  devicesRemoved: Maybe<Scalars['Int']['output']>;
  /** Schedule variance: days by which what is done was later than first planned, on average; negative where it was sooner, null where nothing is done. */
  meanDaysLate: Maybe<Scalars['Float']['output']>;
  phase: Scalars['Int']['output'];
  /** What the first plan set down for what is done. */
  plannedPence: Maybe<Scalars['Pence']['output']>;
  /** What the counts are rounded to; null: they are exact. */
  roundedTo: Maybe<Scalars['Int']['output']>;
  sites: Maybe<Scalars['Int']['output']>;
  /** Sites with no work left to do. */
  sitesCleared: Maybe<Scalars['Int']['output']>;
  sitesDue: Maybe<Scalars['Int']['output']>;
  workPackages: Maybe<Scalars['Int']['output']>;
  workPackagesDone: Maybe<Scalars['Int']['output']>;
  /** What the first plan would have done by now. */
  workPackagesDue: Maybe<Scalars['Int']['output']>;
};

/** How far the works of a plan are. Where it was made anew from other plans, it is held against the first of them that was approved, or the first where none was. */
export type WorksProgress = {
  __typename?: 'WorksProgress';
  /** What was done later is not done here. */
  asOf: Scalars['Date']['output'];
  /** What hung on core networks against a directive, and hangs there now, whatever `asOf` says. Null where no plan was approved since it is counted, and where the count would tell of one sensitive site. */
  coreNetwork: Maybe<CoreNetworkProgress>;
  /** From the month in which the first plan begins, to the last one. What they are in percent of says `weighedBy`. */
  months: Array<BurndownMonth>;
  phases: Array<WorksPhase>;
  /** Risk-days as it went, and from now on as it is planned, to three significant figures; null as above. */
  riskDaysExpected: Maybe<Scalars['Float']['output']>;
  /** Risk-days by the first plan, to three significant figures; null where the plan has a site that you may not know in detail. */
  riskDaysPlanned: Maybe<Scalars['Float']['output']>;
  /** What the months weigh packages by. */
  weighedBy: ProgressWeight;
};

/** What more of a resource would be worth, by the prices that prove the phase's bound: exact for a little more, an upper estimate for a lot more. */
export type Worth = {
  __typename?: 'Worth';
  /** Crew-weeks, pence or units. */
  amount: Scalars['Pence']['output'];
  phase: Scalars['Int']['output'];
  resource: ScarceResource;
  /** The region, or the external id of the budget or vendor. */
  subject: Scalars['String']['output'];
  worthPence: Scalars['Float']['output'];
  /** The same in risk-days; null where a risk-day is worth nothing. */
  worthRiskDays: Maybe<Scalars['Float']['output']>;
};

export type YearForecast = {
  __typename?: 'YearForecast';
  /** The year in which it begins: 2027 is April 2027 to March 2028. */
  fiscalYear: Scalars['Int']['output'];
  meanPence: Scalars['Pence']['output'];
  p10: Scalars['Pence']['output'];
  p50: Scalars['Pence']['output'];
  p80: Scalars['Pence']['output'];
  p90: Scalars['Pence']['output'];
  plannedPence: Scalars['Pence']['output'];
};
