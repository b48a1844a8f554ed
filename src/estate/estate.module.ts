import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Device } from './device.entity.js';
import { DevicesJudge } from './devices.judge.js';
import { DevicesResolver } from './devices.resolver.js';
import { DevicesService } from './devices.service.js';
import { DeviceModelsService } from './device-models.service.js';
import { DevicesWriter } from './devices.writer.js';
import { EstateAudit } from './estate-audit.service.js';
import { EstateChanges } from './estate-changes.js';
import { KnownModels } from './known-models.js';
import { Brand, DeviceModel, Manufacturer } from './manufacturer.entity.js';
import { DeviceModelsResolver, ManufacturersResolver } from './manufacturers.resolver.js';
import { ManufacturersService } from './manufacturers.service.js';
import { Organisation } from './organisation.entity.js';
import { OrganisationsResolver } from './organisations.resolver.js';
import { OrganisationsService } from './organisations.service.js';
import { RegisterReader } from './register.service.js';
import { Site, SiteClosure, SiteNameWord, SiteVersion } from './site.entity.js';
import { SiteVersionsResolver } from './site-versions.resolver.js';
import { NeedToKnowSitesResolver, SitesResolver } from './sites.resolver.js';
import { SitesService } from './sites.service.js';
import { SitesWriter } from './sites.writer.js';

const SERVICES = [
  DevicesJudge,
  DevicesService,
  DeviceModelsService,
  DevicesWriter,
  EstateAudit,
  EstateChanges,
  ManufacturersService,
  OrganisationsService,
  RegisterReader,
  SitesService,
  SitesWriter,
];

@Module({
  imports: [
    TypeOrmModule.forFeature([
      Brand,
      Device,
      DeviceModel,
      Manufacturer,
      Organisation,
      Site,
      SiteClosure,
      SiteNameWord,
      SiteVersion,
    ]),
  ],
  providers: [
    ...SERVICES,
    KnownModels,
    DeviceModelsResolver,
    DevicesResolver,
    ManufacturersResolver,
    OrganisationsResolver,
    NeedToKnowSitesResolver,
    SitesResolver,
    SiteVersionsResolver,
  ],
  exports: SERVICES,
})
export class EstateModule {}
