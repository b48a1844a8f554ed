import type { Fault } from '../problem.js';
import { isRecord, pathOf, shown } from './shape.js';

const LISTS = ['crews', 'vendors', 'budgets', 'sites', 'workPackages'] as const;

interface Entry {
  path: string;
  fields: Record<string, unknown>;
}

/**
 * Ids that are given twice, ids that nothing has, and upgrades that phase 1 may not await. The document may be
 * broken elsewhere: what has no sound shape has been reported and is passed over.
 */
export function checkReferences(document: Record<string, unknown>, faults: Fault[]): void {
  const known = new Map(LISTS.map((name) => [name, idsOf(document, name, faults)] as const));
  const refer = (list: (typeof LISTS)[number], kind: string, id: unknown, path: string) => {
    if (typeof id !== 'string' || id === '' || known.get(list)?.has(id)) return;
    faults.push({ path, message: `no ${kind} ${shown(id)}` });
  };
  const sites = new Map(entriesOf(document.sites, 'sites').map(({ fields }) => [fields.id, fields]));
  for (const { path, fields } of entriesOf(document.workPackages, 'workPackages')) {
    refer('sites', 'site', fields.siteId, `${path}.siteId`);
    checkBudgetIds(fields.budgetIds, path, refer, faults);
    const options = idsOf(fields, 'options', faults, path);
    for (const option of entriesOf(fields.options, `${path}.options`)) {
      refer('vendors', 'vendor', option.fields.vendorId, `${option.path}.vendorId`);
    }
    if (fields.awaitUpgradeOn !== undefined && sites.get(fields.siteId)?.sensitive === true) {
      faults.push({
        path: `${path}.awaitUpgradeOn`,
        message: 'only work packages of phase 2 may await an upgrade',
      });
    }
    if (!isRecord(fields.pinned)) continue;
    const { optionId, crewId } = fields.pinned;
    refer('crews', 'crew', crewId, `${path}.pinned.crewId`);
    if (typeof optionId === 'string' && optionId !== '' && !options.has(optionId)) {
      faults.push({
        path: `${path}.pinned.optionId`,
        message: `no option ${shown(optionId)} in this work package`,
      });
    }
  }
}

function checkBudgetIds(
  budgetIds: unknown,
  path: string,
  refer: (list: 'budgets', kind: string, id: unknown, path: string) => void,
  faults: Fault[],
): void {
  if (!Array.isArray(budgetIds)) return;
  budgetIds.forEach((id: unknown, index) => {
    refer('budgets', 'budget', id, `${path}.budgetIds[${index}]`);
    if (typeof id === 'string' && budgetIds.indexOf(id) < index) {
      faults.push({ path: `${path}.budgetIds[${index}]`, message: `budget ${shown(id)} is named twice` });
    }
  });
}

/** The ids in one list of an object, each reported from its second use on. */
function idsOf(owner: Record<string, unknown>, list: string, faults: Fault[], ownerPath = ''): Set<string> {
  const ids = new Set<string>();
  for (const { path, fields } of entriesOf(owner[list], pathOf(ownerPath, list))) {
    if (typeof fields.id !== 'string') continue;
    if (ids.has(fields.id)) {
      faults.push({ path: `${path}.id`, message: `${shown(fields.id)} is the id of an earlier entry too` });
    }
    ids.add(fields.id);
  }
  return ids;
}

function entriesOf(list: unknown, path: string): Entry[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((fields: unknown, index) =>
    isRecord(fields) ? [{ path: `${path}[${index}]`, fields }] : [],
  );
}
