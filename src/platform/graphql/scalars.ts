import { Scalar, type CustomScalar } from '@nestjs/graphql';
import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { calendarDate } from '../input-schemas.js';

/** A calendar date as `YYYY-MM-DD`, never shifted by a time zone. */
@Scalar('Date')
export class DateScalar implements CustomScalar<string, string> {
  parseValue(value: unknown): string {
    const result = calendarDate.safeParse(value);
    if (!result.success)
      throw new GraphQLError(`expected a calendar date YYYY-MM-DD, but got ${show(value)}`);
    return result.data;
  }

  serialize(value: unknown): string {
    if (typeof value !== 'string') throw new TypeError('a calendar date is text');
    return value;
  }

  parseLiteral(node: ValueNode): string {
    return this.parseValue(node.kind === Kind.STRING ? node.value : undefined);
  }
}

/** A moment as ISO 8601, given in UTC. */
@Scalar('DateTime')
export class DateTimeScalar implements CustomScalar<string, Date> {
  parseValue(value: unknown): Date {
    const moment = typeof value === 'string' ? new Date(value) : new Date(NaN);
    if (Number.isNaN(moment.getTime()))
      throw new GraphQLError(`expected an ISO 8601 moment, but got ${show(value)}`);
    return moment;
  }

  serialize(value: unknown): string {
    if (!(value instanceof Date)) throw new TypeError('a moment is a Date');
    return value.toISOString();
  }

  parseLiteral(node: ValueNode): Date {
    return this.parseValue(node.kind === Kind.STRING ? node.value : undefined);
  }
}

/** Integer pence. GraphQL's Int ends at 21 million pounds. */
@Scalar('Pence')
export class PenceScalar implements CustomScalar<number, number> {
  parseValue(value: unknown): number {
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw new GraphQLError(`expected integer pence, but got ${show(value)}`);
  }

  serialize(value: unknown): number {
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
      throw new TypeError('pence are a safe integer');
    return value;
  }

  parseLiteral(node: ValueNode): number {
    return this.parseValue(node.kind === Kind.INT ? Number(node.value) : undefined);
  }
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 40) ?? 'nothing';
}
