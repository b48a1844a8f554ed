/** The register in the columns of the project's own format, so that what leaves can be imported again. */
import type { WrittenDevice, WrittenSite } from '../../estate/register.service.js';
import type { TableColumn, TableRow } from '../../platform/tables/table.js';

const text = (name: string): TableColumn => ({ name, kind: 'text' });
const date = (name: string): TableColumn => ({ name, kind: 'date' });
/** `yes` where cells are empty because the site is sensitive: an import takes nothing away for them. */
const REDACTED = text('redacted');

export const SITE_COLUMNS: TableColumn[] = [
  ...[text('site_id'), text('organisation'), text('name'), text('nation'), text('region'), text('postcode')],
  { name: 'latitude', kind: 'number' },
  { name: 'longitude', kind: 'number' },
  ...[text('sensitive'), text('sensitivity_grounds'), text('clearance')],
  { name: 'max_crews', kind: 'whole' },
  ...[text('closures'), text('owner'), date('lease_end'), REDACTED],
];

export function siteCells({ site, detail }: WrittenSite): TableRow {
  return [
    ...[site.externalId, site.organisation.externalId, detail?.name ?? null, site.nation, site.region],
    ...[detail?.postcode ?? null, detail?.latitude ?? null, detail?.longitude ?? null],
    ...[yesOrNo(site.sensitive), site.sensitivityGrounds.join(';'), site.clearance, site.maxCrews],
    ...[site.closures.map(({ from, to }) => `${from}/${to}`).join(';'), site.ownership, site.leaseEnd],
    yesOrNo(detail === null),
  ];
}

export const DEVICE_COLUMNS: TableColumn[] = [
  ...[text('device_id'), text('site_id'), text('kind'), text('manufacturer'), text('model'), text('serial')],
  ...[text('mac'), text('recorder_id'), text('network'), date('installed_on'), date('scheduled_upgrade_on')],
  { name: 'retention_days', kind: 'whole' },
  ...[text('mount'), text('status'), date('surveyed_on'), REDACTED],
];

export function deviceCells({ device, detail }: WrittenDevice): TableRow {
  return [
    ...[device.externalId, device.site.externalId, device.kind, device.manufacturer, device.model],
    ...[detail?.serial ?? null, detail?.mac ?? null, device.recorder?.externalId ?? null],
    ...[detail?.network ?? null, device.installedOn, device.scheduledUpgradeOn, device.retentionDays],
    ...[device.mount, device.status, device.surveyedOn, yesOrNo(detail === null)],
  ];
}

function yesOrNo(is: boolean): string {
  return is ? 'yes' : 'no';
}
