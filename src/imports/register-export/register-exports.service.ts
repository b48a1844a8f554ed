import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { Exports } from '../../access/audit/exports.service.js';
import { actingSteps } from '../../access/caller.js';
import { RegisterReader, type ToldSites } from '../../estate/register.service.js';
import { writeCsv } from '../../platform/tables/csv-table.js';
import type { Marking, Table, TableRow } from '../../platform/tables/table.js';
import { MOST_SHEET_ROWS, TooManyRows, writeWorkbook } from '../../platform/tables/workbook.js';
import { DEVICE_COLUMNS, deviceCells, SITE_COLUMNS, siteCells } from './register-tables.js';

type Contents = { sites: boolean; devices: boolean };

/** The register as files: marked, on record in each body whose rows leave, and without what the caller may not know. */
@Injectable()
export class RegisterExports {
  constructor(
    private readonly register: RegisterReader,
    private readonly exports: Exports,
  ) {}

  async sites(): Promise<Marking & { content: AsyncIterable<string> }> {
    const { marking, told } = await this.begin({ sites: true, devices: false });
    return { ...marking, content: writeCsv(this.sitesTable(told), marking) };
  }

  async devices(): Promise<Marking & { content: AsyncIterable<string> }> {
    const { marking, told } = await this.begin({ sites: false, devices: true });
    return { ...marking, content: writeCsv(this.devicesTable(told), marking) };
  }

  /** @throws {TooManyRows} */
  async workbook(): Promise<Marking & { content: Readable }> {
    const { marking, told } = await this.begin({ sites: true, devices: true }, MOST_SHEET_ROWS);
    return { ...marking, content: writeWorkbook([this.sitesTable(told), this.devicesTable(told)], marking) };
  }

  private async begin(
    contents: Contents,
    mostRows = Infinity,
  ): Promise<{ marking: Marking; told: ToldSites }> {
    const counts = await this.register.counts();
    const devices = counts.reduce((sum, body) => sum + body.devices, 0);
    if (devices > mostRows) throw new TooManyRows(devices);
    const what = { subjectType: 'Register', subjectId: nameOf(contents) };
    const marking = await this.exports.recordAll(
      counts.map((body) => ({
        ...{ ...what, what: 'register', organisationId: body.organisationId },
        rows: (contents.sites ? body.sites : 0) + (contents.devices ? body.devices : 0),
      })),
    );
    return { marking, told: await this.register.tell(contents) };
  }

  private sitesTable(told: ToldSites): Table {
    const rows = cellsOf(this.register.readSites(told), siteCells);
    return { name: 'Sites', columns: SITE_COLUMNS, rows: actingSteps(rows) };
  }

  private devicesTable(told: ToldSites): Table {
    const rows = cellsOf(this.register.readDevices(told), deviceCells);
    return { name: 'Devices', columns: DEVICE_COLUMNS, rows: actingSteps(rows) };
  }
}

function nameOf({ sites, devices }: Contents): string {
  if (sites && devices) return 'sites and devices';
  return sites ? 'sites' : 'devices';
}

async function* cellsOf<Item>(
  batches: AsyncIterable<Item[]>,
  cells: (item: Item) => TableRow,
): AsyncGenerator<TableRow[]> {
  for await (const batch of batches) yield batch.map(cells);
}
