import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { confined } from '../platform/database/confinement/condition.js';
import { SmallCells } from '../access/need-to-know/small-cells.service.js';
import { isSmall, rounded } from '../access/need-to-know/small-cells.js';
import { BadInput } from '../platform/errors.js';
import { Assessment } from './assessment.entity.js';
import { SITE_CLASSES, VERDICTS, type SiteClass, type Verdict } from './policy.types.js';

export interface AssessmentFilter {
  organisationId?: number;
  siteId?: number;
  verdict?: Verdict;
  siteClass?: SiteClass;
}

export interface AssessmentCount {
  verdict: Verdict;
  siteClass: SiteClass;
  /** null where it would tell of single sites. */
  deviceCount: number | null;
  /** null: the count is exact. */
  roundedTo: number | null;
}

/** What the directives in force say of the devices, as it was last worked out. */
@Injectable()
export class AssessmentsService {
  constructor(
    @InjectRepository(Assessment) private readonly assessments: Repository<Assessment>,
    private readonly smallCells: SmallCells,
  ) {}

  query({ organisationId, siteId, ...same }: AssessmentFilter): SelectQueryBuilder<Assessment> {
    const query = this.assessments.createQueryBuilder('assessment').where(same);
    if (siteId !== undefined) {
      const devices = 'SELECT d.id FROM devices d WHERE d.site_id = :siteId';
      query.andWhere(`assessment.deviceId IN (${devices})`, { siteId });
    }
    if (organisationId !== undefined) {
      const devices =
        'SELECT d.id FROM devices d JOIN sites s ON s.id = d.site_id WHERE s.organisation_id = :organisationId';
      query.andWhere(`assessment.deviceId IN (${devices})`, { organisationId });
    }
    return query;
  }

  readonly assessmentsByDeviceId = async (ids: readonly number[]): Promise<Map<number, Assessment>> => {
    const found = await this.assessments.findBy({ deviceId: In([...ids]) });
    return new Map(found.map((assessment) => [assessment.deviceId, assessment]));
  };

  /**
   * How many devices stand under each verdict, by site class; of one body, or of all.
   *
   * @throws {BadInput} for one body, where the caller may only follow the progress: it would be told by comparing
   */
  async summarise(organisationId?: number): Promise<AssessmentCount[]> {
    const base = this.smallCells.base();
    if (base === null) return this.countDevices(organisationId);
    if (organisationId === undefined) return this.countCoarsely(base);
    const message = 'who only follows the progress gets it of all bodies together: leave this out';
    throw new BadInput([{ path: 'organisationId', message }]);
  }

  private async countDevices(organisationId: number | undefined): Promise<AssessmentCount[]> {
    const rows: (Omit<AssessmentCount, 'deviceCount'> & { deviceCount: string })[] =
      await this.assessments.query(
        `SELECT a.verdict, a.site_class AS siteClass, COUNT(*) AS deviceCount
           FROM assessments a ${organisationId === undefined ? '' : OF_BODY}
          WHERE ${confined(this.assessments.manager, 'assessments', 'a')}
          GROUP BY a.verdict, a.site_class ORDER BY a.verdict, a.site_class`,
        organisationId === undefined ? [] : [organisationId],
      );
    return rows.map((row) => ({ ...row, deviceCount: Number(row.deviceCount), roundedTo: null }));
  }

  /** Every verdict at either class: that a row is missing would tell as much as its count. */
  private async countCoarsely(base: number): Promise<AssessmentCount[]> {
    const rows: { verdict: Verdict; siteClass: SiteClass; deviceCount: string; siteCount: string }[] =
      await this.assessments.query(
        `SELECT a.verdict, a.site_class AS siteClass, COUNT(*) AS deviceCount,
                COUNT(DISTINCT d.site_id) AS siteCount
           FROM assessments a JOIN devices d ON d.id = a.device_id
          WHERE ${confined(this.assessments.manager, 'assessments', 'a')} GROUP BY a.verdict, a.site_class`,
      );
    return VERDICTS.flatMap((verdict) =>
      SITE_CLASSES.map((siteClass) => {
        const row = rows.find((one) => one.verdict === verdict && one.siteClass === siteClass);
        const isTold = row && !isSmall({ siteCount: Number(row.siteCount) }, base);
        const deviceCount = isTold ? rounded(Number(row.deviceCount), base) : null;
        return { verdict, siteClass, deviceCount, roundedTo: base };
      }),
    );
  }
}

const OF_BODY = `JOIN devices d ON d.id = a.device_id
                 JOIN sites s ON s.id = d.site_id AND s.organisation_id = ?`;
