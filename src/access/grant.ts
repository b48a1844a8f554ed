/**
 * Grants roles from the command line of whoever runs the installation: how the first administrator comes in.
 *
 *   node dist/src/access/grant.js --subject S --name N [--kind SERVICE] --role ROLE [--role …] [--organisation ID]
 */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { parseArgs } from 'node:util';
import { AppModule } from '../app.module.js';
import { readConfiguration } from '../platform/configuration.js';
import { createLogger } from '../platform/logger.js';
import { actAs, systemCaller } from './caller.js';
import { PeopleService } from './people.service.js';

try {
  const { values } = parseArgs({
    options: {
      subject: { type: 'string' },
      name: { type: 'string' },
      kind: { type: 'string' },
      role: { type: 'string', multiple: true, default: [] },
      organisation: { type: 'string' },
    },
  });
  const { subject, name = subject, kind, role: roles, organisation } = values;
  if (!subject || roles.length === 0) throw new Error('give --subject and at least one --role');
  const configuration = readConfiguration(process.env);
  const app = await NestFactory.createApplicationContext(AppModule.on(configuration), {
    logger: createLogger('error', 'grant'),
    abortOnError: false,
  });
  try {
    const people = app.get(PeopleService);
    await actAs(systemCaller('command line'), async () => {
      for (const role of roles) await people.grantRole({ subject, name, kind, role, organisation });
    });
    console.log(
      `${subject} holds ${roles.join(', ')} ${organisation ? `in ${organisation}` : 'in every body'}`,
    );
  } finally {
    await app.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
