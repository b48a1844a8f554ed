import { describe, expect, it } from '@jest/globals';
import { calendarEvent, calendarHead, type CalendarEvent } from './icalendar.js';

const EVENT: CalendarEvent = {
  ...{ uid: 'work-order-1@host', sequence: 3, start: '2028-02-28', finish: '2028-02-29' },
  ...{ summary: 'S1/REC: ORDERED', location: 'S1', description: 'OFFICIAL', status: 'CONFIRMED' },
};
const write = (more: Partial<CalendarEvent>) =>
  calendarEvent({ ...EVENT, ...more }, new Date('2028-01-02T03:04:05.678Z'));

describe('an event', () => {
  it('lasts until the day after its last one', () => {
    expect(write({}).split('\r\n')).toEqual([
      ...['BEGIN:VEVENT', 'UID:work-order-1@host', 'DTSTAMP:20280102T030405Z', 'SEQUENCE:3'],
      ...['DTSTART;VALUE=DATE:20280228', 'DTEND;VALUE=DATE:20280301', 'SUMMARY:S1/REC: ORDERED'],
      ...['LOCATION:S1', 'DESCRIPTION:OFFICIAL', 'STATUS:CONFIRMED', 'CLASS:CONFIDENTIAL', 'END:VEVENT', ''],
    ]);
  });

  it('gets no line of its own out of what somebody wrote', () => {
    const text = write({ location: 'a,b;c\\d\r\nSTATUS:CANCELLED\nX\u0000Y\rZ' });
    expect(text).toContain('LOCATION:a\\,b\\;c\\\\d\\nSTATUS:CANCELLED\\nXY\\nZ\r\n');
  });

  it('is folded at 75 octets, between characters, and unfolds to what it was', () => {
    const summary = 'ä€😀x'.repeat(40);
    const text = write({ summary });
    const lines = text.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBe(75);
    expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${summary}\r\n`);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

it('a calendar begins with what RFC 5545 asks for', () => {
  expect(calendarHead('Works of A,B').split('\r\n')).toEqual([
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Phaseout//Works//EN', 'CALSCALE:GREGORIAN'],
    ...['METHOD:PUBLISH', 'X-WR-CALNAME:Works of A\\,B', ''],
  ]);
});
