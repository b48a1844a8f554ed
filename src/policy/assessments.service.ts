import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { confined } from '../platform/database/confinement/condition.js';
import { Assessment } from './assessment.entity.js';
import type { SiteClass, Verdict } from './policy.types.js';

export interface AssessmentFilter {
  organisationId?: number;
  siteId?: number;
  verdict?: Verdict;
  siteClass?: SiteClass;
}

export interface AssessmentCount {
  verdict: Verdict;
  siteClass: SiteClass;
  deviceCount: number;
}

/** What the directives in force say of the devices, as it was last worked out. */
@Injectable()
export class AssessmentsService {
  constructor(@InjectRepository(Assessment) private readonly assessments: Repository<Assessment>) {}

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

  /** How many devices stand under each verdict, by site class; of one body, or of all. */
  async summarise(organisationId?: number): Promise<AssessmentCount[]> {
    const rows: (Omit<AssessmentCount, 'deviceCount'> & { deviceCount: string })[] =
      await this.assessments.query(
        `SELECT a.verdict, a.site_class AS siteClass, COUNT(*) AS deviceCount
           FROM assessments a ${organisationId === undefined ? '' : OF_BODY}
          WHERE ${confined(this.assessments.manager, 'assessments', 'a')}
          GROUP BY a.verdict, a.site_class ORDER BY a.verdict, a.site_class`,
        organisationId === undefined ? [] : [organisationId],
      );
    return rows.map((row) => ({ ...row, deviceCount: Number(row.deviceCount) }));
  }
}

const OF_BODY = `JOIN devices d ON d.id = a.device_id
                 JOIN sites s ON s.id = d.site_id AND s.organisation_id = ?`;
