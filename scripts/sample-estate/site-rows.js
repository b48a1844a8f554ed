/** @typedef {import('./sites.js').SampleSite} SampleSite */

export const SITE_COLUMNS = [
  'site_id',
  'organisation',
  'name',
  'nation',
  'region',
  'postcode',
  'latitude',
  'longitude',
  'sensitive',
  'sensitivity_grounds',
  'clearance',
  'max_crews',
  'closures',
  'owner',
  'lease_end',
];

/**
 * A site as its row in sites.csv.
 *
 * @param {SampleSite} site
 */
export function siteRow(site) {
  return {
    site_id: site.id,
    organisation: site.organisation,
    name: site.name,
    nation: site.nation,
    region: site.region,
    latitude: site.latitude,
    longitude: site.longitude,
    sensitive: site.grounds ? 'yes' : 'no',
    sensitivity_grounds: site.grounds,
    clearance: site.clearance ?? 'NONE',
    max_crews: site.maxCrews ?? 1,
    closures: site.closures,
    owner: site.leaseEnd ? 'LANDLORD' : 'OWNED',
    lease_end: site.leaseEnd,
  };
}

/** A row that an import has to refuse: it does not say in which region the site is. */
export const REFUSED_SITE = {
  site_id: 'AVH-09',
  organisation: 'AVH',
  name: 'Linen Store',
  nation: 'ENG',
  region: '',
  sensitive: 'no',
};
