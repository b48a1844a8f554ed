import { BYTE_ORDER_MARK, csvLine } from '../csv/csv-file.js';
import { isFormula, type Marking, type Table, type TableValue } from './table.js';

/** A table as CSV. The marking is in two columns of each row, because rows are copied elsewhere. */
export async function* writeCsv(
  { columns, rows }: Pick<Table, 'columns' | 'rows'>,
  { handling, madeFor }: Marking,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine([...columns.map(({ name }) => name), 'handling', 'made_for']);
  for await (const batch of rows)
    yield batch.map((row) => csvLine([...row.map(textOf), handling, madeFor])).join('');
}

function textOf(value: TableValue): string {
  if (value === null) return '';
  return String(isFormula(value) ? value.value : value);
}
