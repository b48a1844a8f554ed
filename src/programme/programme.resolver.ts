import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ProgrammeService, type ProgrammeCounts } from './programme.service.js';

@Resolver()
export class ProgrammeResolver {
  constructor(private readonly programmeService: ProgrammeService) {}

  @Mutation()
  loadProgramme(@Args('yaml') yaml: string): Promise<ProgrammeCounts> {
    return this.programmeService.loadProgramme(yaml);
  }
}
