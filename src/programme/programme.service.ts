import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CostingService } from '../costing/costing.service.js';
import { ManufacturersService } from '../estate/manufacturers.service.js';
import { OrganisationsService } from '../estate/organisations.service.js';
import { loadReference, type Reference } from '../estate/reference/reference.js';
import { FinanceService } from '../finance/finance.service.js';
import { PlanningDefaultsService } from '../plans/planning-defaults.service.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput } from '../platform/errors.js';
import { DirectivesService } from '../policy/directives.service.js';
import { PricesService } from '../procurement/prices.service.js';
import { ProcurementService } from '../procurement/procurement.service.js';
import { WorkforceService } from '../workforce/workforce.service.js';
import { parseProgramme, type Programme } from './programme-document.js';
import type { KnownRows } from './programme-references.js';

/** How many rows of each section a programme file held. */
export type ProgrammeCounts = Record<Exclude<keyof Programme, 'planning'>, number>;

/** Loads the file that holds a programme but for its sites and devices. */
@Injectable()
export class ProgrammeService {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly manufacturers: ManufacturersService,
    private readonly directives: DirectivesService,
    private readonly procurement: ProcurementService,
    private readonly prices: PricesService,
    private readonly costing: CostingService,
    private readonly workforce: WorkforceService,
    private readonly finance: FinanceService,
    private readonly planningDefaults: PlanningDefaultsService,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Loads a programme file, wholly or not at all; the same file again changes nothing. Where no maker is known
   * yet, the register that comes with the program is loaded first.
   *
   * @throws {BadInput} with every fault of the file and its line
   * @throws {DirectiveVersionExists} where a version of a directive is stored with other content
   */
  async loadProgramme(yaml: string): Promise<ProgrammeCounts> {
    const makers = await this.manufacturers.listManufacturers();
    const reference = makers.length === 0 ? await loadReference() : null;
    const makerNames = (reference?.manufacturers ?? makers).map(({ name }) => name);
    const parsed = parseProgramme(yaml, await this.knownRows(makerNames));
    if (!parsed.ok) {
      const faults = parsed.faults.map(({ path, message, line }) => ({
        path: path || 'yaml',
        message: line === undefined ? message : `${message} (line ${line})`,
      }));
      throw new BadInput(faults);
    }
    const { programme } = parsed;
    await this.transactions.run((manager) => this.writeProgramme(manager, programme, reference));
    return countsOf(programme);
  }

  private async knownRows(makerNames: readonly string[]): Promise<KnownRows> {
    const organisations = await this.organisations.query().getMany();
    const vendors = await this.procurement.listVendors();
    const products = await this.procurement.listProducts();
    return {
      organisations: new Set(organisations.map(({ externalId }) => externalId)),
      manufacturers: new Set(makerNames),
      vendors: new Set(vendors.map(({ externalId }) => externalId)),
      products: new Set(products.map(({ externalId }) => externalId)),
    };
  }

  /** Section by section, each after those that it refers to. */
  private async writeProgramme(
    manager: EntityManager,
    programme: Programme,
    reference: Reference | null,
  ): Promise<void> {
    for (const organisation of programme.organisations)
      await this.organisations.writeOrganisation(manager, organisation);
    if (reference) await this.manufacturers.loadReference(manager, reference);
    for (const manufacturer of programme.manufacturers)
      await this.manufacturers.writeManufacturer(manager, manufacturer);
    await this.directives.writeDirectives(manager, programme.directives, (index) => `directives[${index}]`);
    for (const vendor of programme.vendors) await this.procurement.writeVendor(manager, vendor);
    for (const [index, product] of programme.products.entries())
      await this.procurement.writeProduct(manager, product, `products[${index}]`);
    for (const crew of programme.crews) await this.workforce.writeCrew(manager, crew);
    for (const holiday of programme.holidays) await this.workforce.writeHoliday(manager, holiday);
    for (const [index, budget] of programme.budgets.entries())
      await this.finance.writeBudget(manager, budget, `budgets[${index}]`);
    for (const [index, price] of programme.prices.entries())
      await this.prices.write(manager, price, `prices[${index}]`);
    for (const rate of programme.costRates) await this.costing.writeRate(manager, rate);
    for (const rule of programme.vatRules) await this.costing.writeVatRule(manager, rule);
    for (const index of programme.priceIndices) await this.costing.writePriceIndex(manager, index);
    for (const bias of programme.optimismBias) await this.costing.writeOptimismBias(manager, bias);
    for (const life of programme.assetLives) await this.costing.writeAssetLife(manager, life);
    if (programme.planning) await this.planningDefaults.writeDefaults(manager, programme.planning);
  }
}

function countsOf({ planning: _, ...sections }: Programme): ProgrammeCounts {
  return Object.fromEntries(
    Object.entries(sections).map(([section, rows]) => [section, rows.length]),
  ) as ProgrammeCounts;
}
