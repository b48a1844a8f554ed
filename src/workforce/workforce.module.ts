import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Crew, CrewLeave, CrewRegion } from './crew.entity.js';
import { Holiday } from './holiday.entity.js';
import { CrewResolver, HolidayResolver } from './workforce.resolver.js';
import { WorkforceService } from './workforce.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Crew, CrewRegion, CrewLeave, Holiday])],
  providers: [WorkforceService, CrewResolver, HolidayResolver],
  exports: [WorkforceService],
})
export class WorkforceModule {}
