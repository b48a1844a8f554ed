import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { NO_BASIS } from '../../costing/cost-line.js';
import { EMPTY_BOOK } from '../../costing/costing-book.js';
import type { RegisteredDevice } from '../../imports/formats/canonical-devices.js';
import { FORMATS, readDeviceRow, readSiteRow } from '../../imports/formats/formats.js';
import { recogniseHeader, type Header } from '../../imports/formats/header.js';
import type { RegisterRow } from '../../imports/formats/register-row.js';
import { CsvReader, type CsvRecord } from '../../imports/csv/records.js';
import { modelKey } from '../../estate/reference/model-key.js';
import { loadReference } from '../../estate/reference/reference.js';
import type { SiteRecord } from '../../estate/site.input.js';
import { projectRoot } from '../../platform/project-root.js';
import { checkPlan, parseProblem, planProblem } from '../../planning/index.js';
import { buildProblem } from '../../plans/problem/build-problem.js';
import type { PlanningData } from '../../plans/problem/planning-data.js';
import { assess, openPolicyBook, type DeviceAssessment } from '../../policy/assess.js';
import { compileRegister, recognise } from '../../policy/recognise.js';
import { parseProgramme } from '../programme-document.js';

const TODAY = '2026-11-24';
const folder = join(projectRoot, 'src', 'programme', 'sample');
const reference = await loadReference();

function rowsOf<Row>(file: string, read: (header: Header, record: CsvRecord) => Row): Row[] {
  const reader = new CsvReader(',');
  const text = readFileSync(join(folder, file), 'utf8');
  const [first, ...records] = [...reader.read(text), ...reader.end()];
  const header = recogniseHeader(first?.cells ?? [], FORMATS);
  if (!header) throw new Error(`${file} is no register`);
  return records.map((record) => read(header, record));
}

function recordsOf<Row>(rows: RegisterRow<Row>[]): Row[] {
  return rows.flatMap((row) => (row.kind === 'record' ? [row.record] : []));
}

const parsed = parseProgramme(readFileSync(join(folder, 'programme.yaml'), 'utf8'), {
  manufacturers: new Set(reference.manufacturers.map(({ name }) => name)),
});
if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
const { programme } = parsed;
const siteRows = rowsOf('sites.csv', readSiteRow);
const deviceRows = rowsOf('devices.csv', readDeviceRow);
const sites = new Map(recordsOf(siteRows).map((site) => [site.externalId, site]));
const registered = new Map(recordsOf(deviceRows).map((device) => [device.externalId, device]));

function isAtItsSite({ site, recorder }: RegisteredDevice): boolean {
  return sites.has(site) && (!recorder || registered.get(recorder)?.site === site);
}

const devices = [...registered.values()].filter(isAtItsSite);
const makers = compileRegister({
  makers: reference.manufacturers,
  models: reference.models.map(({ manufacturer, model }) => ({ manufacturer, name: model })),
  assertedBy: "makers' register",
  assertedOn: reference.asOf,
});
const book = openPolicyBook(programme.directives, TODAY);

function siteOf({ site }: RegisteredDevice): SiteRecord {
  const found = sites.get(site);
  if (!found) throw new Error(`no site ${site}`);
  return found;
}

function assessed(device: RegisteredDevice): DeviceAssessment {
  const { sensitive, organisation } = siteOf(device);
  const body = programme.organisations.find(({ externalId }) => externalId === organisation);
  const installedOn = device.installedOn ?? null;
  const recognition = recognise(makers, {
    manufacturer: device.manufacturer ?? null,
    model: device.model ?? null,
    mac: device.mac ?? null,
    installedOn,
    surveys: [],
  });
  return assess(book, recognition, {
    siteClass: sensitive ? 'SENSITIVE' : 'NON_SENSITIVE',
    bodyKind: body?.kind ?? 'OTHER',
    network: device.network ?? 'UNKNOWN',
    installedOn,
    exemptions: [],
  });
}

const assessments = new Map(devices.map((device) => [device.externalId, assessed(device)]));

describe('the sample estate', () => {
  it('is what its script makes, byte for byte', () => {
    const script = join(projectRoot, 'scripts', 'make-sample-estate.js');
    expect(() => execFileSync(process.execPath, [script, '--check'])).not.toThrow();
  });

  it('holds 60 sites of six kinds of body over four nations, 15 of them sensitive', () => {
    const all = [...sites.values()];
    expect(all).toHaveLength(60);
    expect(new Set(all.map(({ nation }) => nation)).size).toBe(4);
    expect(new Set(programme.organisations.map(({ kind }) => kind)).size).toBe(6);
    const sensitive = all.filter((site) => site.sensitive);
    expect(sensitive).toHaveLength(15);
    for (const site of sensitive) {
      expect(site.sensitivityGrounds?.length).toBeGreaterThan(0);
      expect(site.clearance).not.toBe('NONE');
    }
  });

  it('has just the rows to refuse that its README names', () => {
    const refused = [...siteRows, ...deviceRows].flatMap((row) =>
      row.kind === 'rejected' ? [`${row.externalId} ${row.faults.map(({ column }) => column).join()}`] : [],
    );
    expect(refused).toEqual(['AVH-09 region', 'CTW-03-901 installed_on', 'GLP-04-901 mac']);
    const misplaced = [...registered.values()].filter((device) => !isAtItsSite(device));
    expect(misplaced.map(({ externalId }) => externalId)).toEqual(['DRC-99-001', 'AVH-02-901']);
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const id of ['AVH-09', 'CTW-03-901', 'GLP-04-901', 'DRC-99-001', 'AVH-02-901'])
      expect(readme).toContain(id);
  });

  it('is made of real models', () => {
    const known = new Set(reference.models.map(({ model }) => modelKey(model)));
    expect(devices.filter(({ model }) => model && !known.has(modelKey(model)))).toEqual([]);
  });

  it('has every verdict, and clears only what no covered maker can have made', () => {
    const cleared = devices.filter(
      ({ externalId }) => assessments.get(externalId)?.verdict === 'OUT_OF_SCOPE',
    );
    const verdicts = [...assessments.values()].map(({ verdict }) => verdict);
    for (const verdict of ['IN_SCOPE', 'OUT_OF_SCOPE', 'REVIEW', 'UNKNOWN'] as const)
      expect(verdicts.filter((found) => found === verdict).length).toBeGreaterThan(15);
    for (const { manufacturer } of cleared)
      expect(manufacturer).toMatch(/^(Hanwha|HANWHA|Hanwa|Samsung|Wisenet|Axis|AXIS|Bosch|Axon)/);
    const relabels = [...assessments.values()].filter(({ ruleId }) => ruleId === 'relabels');
    expect(relabels.length).toBeGreaterThan(15);
  });

  it('makes a plan with every sensitive site in it, and a few packages left out for different reasons', async () => {
    const parsedProblem = parseProblem(buildProblem(planningData()).problem);
    if (!parsedProblem.ok) throw new Error(JSON.stringify(parsedProblem.faults));
    const { problem } = parsedProblem;
    const { plan } = await planProblem(problem, { seed: 1, iterations: 500 });
    expect(checkPlan(problem, plan)).toEqual([]);
    const siteIdOf = new Map(problem.workPackages.map(({ id, siteId }) => [id, siteId]));
    for (const { workPackageId } of plan.unscheduled)
      expect(sites.get(siteIdOf.get(workPackageId) ?? '')?.sensitive).toBe(false);
    expect(plan.awaiting.length).toBeGreaterThan(0);
    expect(plan.unscheduled.length).toBeLessThan(problem.workPackages.length / 8);
    expect(new Set(plan.unscheduled.map(({ reason }) => reason)).size).toBeGreaterThanOrEqual(3);
  });
});

/** What the database would hold for planning. */
function planningData(): PlanningData {
  const number = new Map([...sites.keys(), ...registered.keys()].map((key, index) => [key, index + 1]));
  const rowId = (key: string) => number.get(key) ?? 0;
  const organisationId = (id: string) =>
    programme.organisations.findIndex(({ externalId }) => externalId === id) + 1;
  if (!programme.planning) throw new Error('no planning defaults');
  return {
    done: [],
    book: EMPTY_BOOK,
    priceIndices: new Map(),
    terms: programme.planning,
    devices: devices.flatMap((device) => {
      const assessment = assessments.get(device.externalId);
      if (!assessment?.mustBeRemoved || device.status === 'REMOVED') return [];
      return [
        {
          id: rowId(device.externalId),
          siteId: rowId(device.site),
          kind: device.kind,
          network: device.network ?? 'UNKNOWN',
          status: device.status ?? 'IN_USE',
          recorderId: device.recorder ? rowId(device.recorder) : null,
          scheduledUpgradeOn: device.scheduledUpgradeOn ?? null,
          removalDeadline: assessment.removalDeadline,
        },
      ];
    }),
    recorders: devices
      .filter(({ kind }) => kind === 'RECORDER' || kind === 'ENCODER')
      .map(({ externalId, recorder }) => ({
        id: rowId(externalId),
        externalId,
        recorderId: recorder ? rowId(recorder) : null,
      })),
    sites: [...sites.values()].map((site) => ({
      id: rowId(site.externalId),
      externalId: site.externalId,
      organisationId: organisationId(site.organisation),
      bodyKind:
        programme.organisations.find(({ externalId }) => externalId === site.organisation)?.kind ?? 'OTHER',
      region: site.region,
      sensitive: site.sensitive,
      clearance: site.clearance ?? 'NONE',
      maxCrews: site.maxCrews ?? 1,
      closures: site.closures ?? [],
    })),
    vendors: programme.vendors.map((vendor, index) => ({
      ...vendor,
      id: index + 1,
      products: programme.products
        .filter((product) => product.vendor === vendor.externalId)
        .map((product) => ({ ...product, kinds: product.replaces, basis: NO_BASIS, tiers: [] })),
    })),
    quotations: [],
    crews: programme.crews.map((crew, index) => ({ ...crew, id: index + 1 })),
    budgets: programme.budgets.map(
      ({ externalId, organisation, fiscalYear, category, fund, pence }, index) => ({
        id: index + 1,
        externalId,
        category: category ?? 'CAPITAL',
        fund: fund ?? 'OWN',
        organisationId: organisationId(organisation),
        from: `${fiscalYear}-04-01`,
        to: `${fiscalYear + 1}-03-31`,
        pence,
      }),
    ),
    holidays: programme.holidays,
  };
}
