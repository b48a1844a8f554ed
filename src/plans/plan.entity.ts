import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Organisation } from '../estate/organisation.entity.js';
import { date, document, moment, pence, reference, rowId } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { PHASE_RULES, type PhaseRule, type PlanningProgress } from '../planning/index.js';
import { PLAN_STAGES, type PlanStage } from './approval/plan-stage.js';

export const PLAN_STATUSES = ['QUEUED', 'RUNNING', 'COMPLETED', 'FAILED'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** A request for a plan, and how far it has come. */
@Entity('plans')
@Confined({ by: 'organisationId' })
@Index(['status', 'heartbeatAt'])
export class Plan {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column({ type: 'enum', enum: PLAN_STATUSES })
  status: PlanStatus;

  @Column({ ...date, name: 'start_date' })
  start: string;

  @Column({ ...date, name: 'end_date' })
  end: string;

  @Column({ type: 'enum', enum: PHASE_RULES })
  rule: PhaseRule;

  @Column(pence)
  penceForRiskDay: number;

  @Column({ type: 'int', unsigned: true })
  seed: number;

  /** Null: as many as the problem's size asks for. */
  @Column({ type: 'int', unsigned: true, nullable: true })
  iterations: number | null;

  /** Null: the whole estate. */
  @Index()
  @Column({ ...reference, nullable: true })
  organisationId: number | null;

  @ManyToOne(() => Organisation, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'organisation_id' })
  organisation: Relation<Organisation> | null;

  /** How far it is on its way to being carried out. */
  @Column({ type: 'enum', enum: PLAN_STAGES, default: 'DRAFT' })
  stage: PlanStage;

  /** Of what it was made of, in hexadecimal; null until it is made, and for plans from before there was one. */
  @Column({ type: 'char', length: 64, nullable: true })
  fingerprint: string | null;

  /** How many devices of its sites hung on core networks against a directive when it was approved; null until then. */
  @Column({ type: 'int', unsigned: true, nullable: true })
  coreNetworkViolations: number | null;

  @Column(moment)
  requestedAt: Date;

  @Column({ ...moment, nullable: true })
  finishedAt: Date | null;

  /** Rises with every claim by a worker: a result is taken only with the fence of the last claim. */
  @Column({ type: 'int', unsigned: true, default: 0 })
  fence: number;

  /** How often a worker fell silent over it. */
  @Column({ type: 'int', unsigned: true, default: 0 })
  crashes: number;

  /** When a worker last showed that it is at it. */
  @Column(moment)
  heartbeatAt: Date;

  /** How far its computation has come; null where none goes on. */
  @Column({ ...document<PlanningProgress>(), nullable: true })
  progress: PlanningProgress | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  failureCode: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  failureMessage: string | null;
}

/** The problem that was planned, the plan, and the certificate of its bounds, as gzipped JSON documents. */
@Entity('plan_documents')
@Confined({ through: 'request' })
export class PlanDocument {
  @PrimaryColumn(reference)
  planId: number;

  @ManyToOne(() => Plan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  request: Relation<Plan>;

  @Column({ type: 'longblob' })
  problem: Buffer;

  @Column({ type: 'longblob' })
  plan: Buffer;

  @Column({ type: 'longblob' })
  certificate: Buffer;
}

/** The totals of one phase and how good they are proved to be. */
@Entity('plan_phases')
@Confined({ through: 'plan' })
export class PlanPhase {
  @PrimaryColumn(reference)
  planId: number;

  @PrimaryColumn({ type: 'tinyint', unsigned: true })
  phase: number;

  @ManyToOne(() => Plan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<Plan>;

  @Column({ type: 'double' })
  lateRisk: number;

  @Column({ type: 'double' })
  exposure: number;

  @Column(pence)
  costPence: number;

  @Column({ type: 'double' })
  objective: number;

  @Column({ type: 'double' })
  lowerBound: number;

  @Column({ type: 'double' })
  gap: number;

  @Column({ ...date, nullable: true })
  firstStart: string | null;

  @Column({ ...date, nullable: true })
  lastFinish: string | null;
}
