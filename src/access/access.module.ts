import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Authentication } from './authentication.service.js';
import { EventRoutes } from './event-routes.service.js';
import { MeResolver, PeopleResolver } from './people.resolver.js';
import { PeopleService } from './people.service.js';
import { HeldRole, Person } from './person.entity.js';
import { StreamPermits } from './stream-permits.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Person, HeldRole])],
  providers: [Authentication, EventRoutes, StreamPermits, PeopleService, MeResolver, PeopleResolver],
  exports: [Authentication, EventRoutes, StreamPermits, PeopleService],
})
export class AccessModule {}
