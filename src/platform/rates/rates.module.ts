import { Module } from '@nestjs/common';
import { ClientBudget } from './client-budget.service.js';
import { RateLimits } from './rate-limits.service.js';

@Module({ providers: [RateLimits, ClientBudget], exports: [RateLimits, ClientBudget] })
export class RatesModule {}
