import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Audit, type Audited } from '../../access/audit/audit.service.js';
import { Transactions } from '../../platform/database/transactions.js';
import { readInput } from '../../platform/input.js';
import { CarryForwardLimit, VirementRule } from './virement-rule.entity.js';
import { carryForwardLimitInput, virementRuleInput } from './virement.input.js';

type RuleKey = Pick<VirementRule, 'fromCategory' | 'fromFund' | 'toCategory' | 'toFund'>;

const RULE: Audited<RuleKey> = {
  type: 'VirementRule',
  idOf: ({ fromCategory, fromFund, toCategory, toFund }) =>
    `${fromCategory} ${fromFund} to ${toCategory} ${toFund}`,
  read: async (manager, key) => {
    const where = { where: key, lock: { mode: 'pessimistic_write' as const } };
    const rule = await manager.findOne(VirementRule, where);
    return rule && { organisationId: null, state: { ...rule } };
  },
};

const LIMIT: Audited<CarryForwardLimit['category']> = {
  type: 'CarryForwardLimit',
  idOf: String,
  read: async (manager, category) => {
    const limit = await manager.findOne(CarryForwardLimit, {
      where: { category },
      lock: { mode: 'pessimistic_write' },
    });
    return limit && { organisationId: null, state: { ...limit } };
  },
};

/** Between which lines money may move, and how much of it from year to year: the same for every body. */
@Injectable()
export class VirementRules {
  constructor(
    @InjectRepository(VirementRule) private readonly rules: Repository<VirementRule>,
    @InjectRepository(CarryForwardLimit) private readonly limits: Repository<CarryForwardLimit>,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  list(): Promise<VirementRule[]> {
    return this.rules.find({
      order: { fromCategory: 'ASC', fromFund: 'ASC', toCategory: 'ASC', toFund: 'ASC' },
    });
  }

  listLimits(): Promise<CarryForwardLimit[]> {
    return this.limits.find({ order: { category: 'ASC' } });
  }

  /** Lets money move between two kinds of lines, or no longer. @returns all rules */
  async save(input: unknown): Promise<VirementRule[]> {
    const { allowed, ...key } = readInput(virementRuleInput, input);
    await this.transactions.run((manager) =>
      this.audit.change(manager, 'saveVirementRule', RULE, key, async () => {
        await manager.delete(VirementRule, key);
        if (allowed) await manager.insert(VirementRule, key);
      }),
    );
    return this.list();
  }

  async saveLimit(input: unknown): Promise<CarryForwardLimit> {
    const { category, percent } = readInput(carryForwardLimitInput, input);
    await this.transactions.run((manager) =>
      this.audit.change(manager, 'saveCarryForwardLimit', LIMIT, category, () =>
        manager.update(CarryForwardLimit, { category }, { percent }),
      ),
    );
    return this.limits.findOneByOrFail({ category });
  }
}
