import { Refusal, type ErrorCode } from '../errors.js';

/** A request that is refused whole, before anything of it is executed. */
export class RequestRefusal extends Refusal {
  constructor(
    code: ErrorCode,
    message: string,
    readonly statusCode = 400,
  ) {
    super(code, message);
    this.name = 'RequestRefusal';
  }
}
