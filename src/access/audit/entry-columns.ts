/** The columns of an entry `e` under the names of {@link AuditEntry}, for who reads rows and their links at once. */
export const ENTRY_COLUMNS = [
  'e.id',
  'e.at',
  'e.request_id AS requestId',
  'e.caller_kind AS callerKind',
  'e.caller_subject AS callerSubject',
  'e.caller_roles AS callerRoles',
  'e.action',
  'e.subject_type AS subjectType',
  'e.subject_id AS subjectId',
  'e.organisation_id AS organisationId',
  'e.state_before AS `before`',
  'e.state_after AS `after`',
  'e.reason',
].join(', ');
