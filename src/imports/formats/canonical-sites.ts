/** The project's own register of sites. */
import { siteRecord, type SiteRecord } from '../../estate/site.input.js';
import type { FormatColumns } from './header.js';
import { checkRow, type RegisterRow } from './register-row.js';
import { withholding, type RowReader } from './row-reader.js';

export const CANONICAL_SITES: FormatColumns = {
  format: 'CANONICAL_SITES',
  columns: {
    externalId: { names: ['site id'], isRequired: true },
    organisation: { names: ['organisation'], isRequired: true },
    name: { names: ['name'], isRequired: true },
    nation: { names: ['nation'], isRequired: true },
    region: { names: ['region'], isRequired: true },
    postcode: { names: ['postcode'] },
    latitude: { names: ['latitude'] },
    longitude: { names: ['longitude'] },
    sensitive: { names: ['sensitive'], isRequired: true },
    sensitivityGrounds: { names: ['sensitivity grounds'] },
    clearance: { names: ['clearance'] },
    maxCrews: { names: ['max crews'] },
    closures: { names: ['closures'] },
    ownership: { names: ['owner'] },
    leaseEnd: { names: ['lease end'] },
    redacted: { names: ['redacted'] },
  },
};

export function readCanonicalSite(reader: RowReader): RegisterRow<SiteRecord> {
  const sensitive = reader.yesOrNo('sensitive');
  if (sensitive === null) reader.refuse('sensitive', 'is empty');
  const unlessWithheld = withholding(reader);
  return checkRow(reader, siteRecord, {
    externalId: reader.required('externalId'),
    organisation: reader.required('organisation'),
    name: unlessWithheld('name', () => reader.required('name')),
    nation: reader.required('nation')?.toUpperCase(),
    region: reader.required('region'),
    postcode: unlessWithheld('postcode', () => reader.text('postcode')),
    latitude: unlessWithheld('latitude', () => reader.number('latitude')),
    longitude: unlessWithheld('longitude', () => reader.number('longitude')),
    sensitive,
    sensitivityGrounds: reader
      .list('sensitivityGrounds')
      ?.map((ground) => ground.toUpperCase().replace(/[\s-]+/g, '_')),
    clearance: reader.code('clearance'),
    maxCrews: reader.number('maxCrews'),
    closures: readClosures(reader),
    ownership: reader.code('ownership'),
    leaseEnd: reader.date('leaseEnd', 'iso'),
  });
}

function readClosures(reader: RowReader): { from: string; to: string }[] | null | undefined {
  const ranges = reader.list('closures');
  return ranges?.map((range) => {
    const [from, to] = range.split('/').map((day) => day.trim());
    if (!from || !to) reader.refuse('closures', 'expected ranges YYYY-MM-DD/YYYY-MM-DD with ; between them');
    return { from: from ?? '', to: to ?? '' };
  });
}
