/** Writes calendars as RFC 5545 says. */
import { dateAfter } from '../../platform/dates.js';

export interface CalendarEvent {
  /** One and the same in every calendar, for ever. */
  uid: string;
  /** Rises with every change. */
  sequence: number;
  /** `YYYY-MM-DD`, both included. */
  start: string;
  finish: string;
  summary: string;
  location: string;
  description: string;
  status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
}

const OCTETS_A_LINE = 75;
// Line ends are escaped; other control characters may not be in a text.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

export function calendarHead(name: string): string {
  return [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Phaseout//Works//EN', 'CALSCALE:GREGORIAN'],
    ...['METHOD:PUBLISH', `X-WR-CALNAME:${escapeText(name)}`],
  ]
    .map(fold)
    .join('');
}

/** @param writtenAt when the calendar is written */
export function calendarEvent(event: CalendarEvent, writtenAt: Date): string {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `DTSTAMP:${writtenAt.toISOString().replace(/[-:]|\.\d+/g, '')}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART;VALUE=DATE:${basic(event.start)}`,
    // The end is the first day that is not of the event.
    `DTEND;VALUE=DATE:${basic(dateAfter(event.finish, 1))}`,
    `SUMMARY:${escapeText(event.summary)}`,
    `LOCATION:${escapeText(event.location)}`,
    `DESCRIPTION:${escapeText(event.description)}`,
    `STATUS:${event.status}`,
    'CLASS:CONFIDENTIAL',
    'END:VEVENT',
  ]
    .map(fold)
    .join('');
}

export const CALENDAR_TAIL = 'END:VCALENDAR\r\n';

function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

/** A line and its end, in pieces that begin with a space but for the first; no character is cut in two. */
function fold(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > OCTETS_A_LINE) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return `${[...pieces, piece].join('\r\n')}\r\n`;
}

function basic(date: string): string {
  return date.replaceAll('-', '');
}
