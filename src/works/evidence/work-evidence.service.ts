import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { createHash } from 'node:crypto';
import { In, Repository, type EntityManager } from 'typeorm';
import { Forbidden } from '../../access/access.errors.js';
import { Audit } from '../../access/audit/audit.service.js';
import { Exports } from '../../access/audit/exports.service.js';
import { currentCaller } from '../../access/caller.js';
import { Disclosure } from '../../access/need-to-know/disclosure.service.js';
import { Clock } from '../../platform/clock.js';
import { CONFIGURATION, type Configuration } from '../../platform/configuration.js';
import { groupRows } from '../../platform/database/rows.js';
import { Transactions } from '../../platform/database/transactions.js';
import { NotFound } from '../../platform/errors.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';
import { EVIDENCE_KEY } from '../sealed-details.js';
import { WorkOrdersService, type LockedOrder } from '../work-orders.service.js';
import { EvidenceStore } from './evidence-store.js';
import { EvidenceFull, EvidenceUnfit, NoEvidenceFolder } from './evidence.errors.js';
import { FILE_ENDINGS, mediaTypeOf, type MediaType } from './media-types.js';
import { WorkEvidence, type EvidenceKind } from './work-evidence.entity.js';

const MOST_FILES = 200;

/** What leaves when evidence is fetched. */
export interface EvidenceFile {
  bytes: Buffer;
  mediaType: MediaType;
  name: string;
  handling: string;
}

/** The files that show what was done: photographs, certificates, assessments, consents. */
@Injectable()
export class WorkEvidenceService {
  constructor(
    @InjectRepository(WorkEvidence) private readonly evidence: Repository<WorkEvidence>,
    private readonly orders: WorkOrdersService,
    private readonly disclosure: Disclosure,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly exports: Exports,
    private readonly keyRing: KeyRing,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** Oldest first. */
  readonly evidenceByOrderId = async (ids: readonly number[]): Promise<Map<number, WorkEvidence[]>> => {
    const found = await this.evidence.find({ where: { workOrderId: In([...ids]) }, order: { id: 'ASC' } });
    return groupRows(found, ({ workOrderId }) => workOrderId);
  };

  /**
   * Whether a file may be added to an order, before any of it is read.
   *
   * @throws {NotFound} {NoEvidenceFolder}
   */
  async expect(workOrderId: number): Promise<void> {
    this.store();
    if (!(await this.orders.find(workOrderId))) throw new NotFound(`work order ${workOrderId}`, 'id');
  }

  /**
   * Keeps a file. The same file again is kept once.
   *
   * @param saidType what its sender says that it is
   * @throws {NotFound} {EvidenceUnfit} {EvidenceFull} {NoEvidenceFolder}
   */
  async add(workOrderId: number, kind: EvidenceKind, saidType: string, bytes: Buffer): Promise<WorkEvidence> {
    const mediaType = mediaTypeOf(bytes);
    if (!mediaType) throw new EvidenceUnfit('the file is nothing that is known');
    if (mediaType !== saidType)
      throw new EvidenceUnfit(`the file is ${mediaType}, not what it is said to be`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return this.transactions.run(async (manager) => {
      const locked = await this.orders.lock(manager, workOrderId);
      const known = await manager.findOneBy(WorkEvidence, { workOrderId, sha256 });
      if (known) return known;
      if ((await manager.countBy(WorkEvidence, { workOrderId })) >= MOST_FILES)
        throw new EvidenceFull(MOST_FILES);
      return this.write(manager, locked, { kind, mediaType, sha256 }, bytes);
    });
  }

  /**
   * A file of an order, which is on record before it leaves.
   *
   * @throws {NotFound}
   * @throws {Forbidden} where the site is sensitive and the caller may not know it
   */
  async file(workOrderId: number, evidenceId: number): Promise<EvidenceFile> {
    const order = await this.orders.find(workOrderId);
    const found = order && (await this.evidence.findOneBy({ id: evidenceId, workOrderId }));
    if (!found) throw new NotFound(`evidence ${evidenceId} of work order ${workOrderId}`, 'evidenceId');
    const organisationId = await this.transactions.run(async (manager) => {
      const known = await this.disclosure.knownAmong(manager, [order.siteId]);
      if (!known.has(order.siteId))
        throw new Forbidden(
          'evidence of this site',
          'The site is sensitive: it takes a need-to-know grant, which an approver gives.',
        );
      return this.orders.bodyOf(manager, order);
    });
    const { sha256, fileName, fileKey, mediaType } = found;
    const key = this.keyRing.open(EVIDENCE_KEY, [workOrderId, sha256], fileKey);
    const bytes = await this.store().get({ name: fileName, key });
    const { handling } = await this.exports.record({
      ...{ what: 'work evidence', subjectType: 'WorkOrder', subjectId: String(workOrderId) },
      ...{ organisationId, rows: 1 },
    });
    const marked = `work-order-${workOrderId}-evidence-${evidenceId}-${handling.replace(/ /g, '-')}`;
    return { bytes, mediaType, handling, name: `${marked}.${FILE_ENDINGS[mediaType]}` };
  }

  private async write(
    manager: EntityManager,
    { order: { id: workOrderId }, organisationId }: LockedOrder,
    about: Pick<WorkEvidence, 'kind' | 'mediaType' | 'sha256'>,
    bytes: Buffer,
  ): Promise<WorkEvidence> {
    // Should the transaction fail, a file stays behind that nobody can open: its key was in the row.
    const { name: fileName, key } = await this.store().put(bytes);
    const saved = await manager.save(
      manager.create(WorkEvidence, {
        ...{ ...about, workOrderId, size: bytes.length, fileName },
        fileKey: this.keyRing.seal(EVIDENCE_KEY, [workOrderId, about.sha256], key),
        ...{ addedBy: currentCaller().subject, addedAt: this.clock.now() },
      }),
    );
    await this.audit.record(manager, {
      ...{ action: 'addEvidence', subjectType: 'WorkOrder', subjectId: String(workOrderId), organisationId },
      after: { ...about, size: bytes.length },
    });
    return saved;
  }

  /** @throws {NoEvidenceFolder} */
  private store(): EvidenceStore {
    const { evidenceDir } = this.configuration;
    if (evidenceDir === undefined) throw new NoEvidenceFolder();
    return new EvidenceStore(evidenceDir);
  }
}
