/** How sealed words of the estate are found: by the blind index of what they come to, letter case and accents aside. */
import type { KeyRing } from '../platform/sealing/key-ring.js';
import { readMac } from './mac-address.js';

export function siteNameIndex(keyRing: KeyRing, name: string): Buffer {
  return keyRing.blindIndex('sites.name', fold(name));
}

/** One for each of the words that a text has; none where it has no letters and no digits. */
export function siteNameWordIndexes(keyRing: KeyRing, text: string): Buffer[] {
  // An apostrophe stands inside a word, all other punctuation between words.
  const words =
    fold(text)
      .replace(/['\u2019]/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].map((word) => keyRing.blindIndex('site_name_words.word', word));
}

export function serialIndex(keyRing: KeyRing, serial: string): Buffer {
  return keyRing.blindIndex('devices.serial', fold(serial));
}

/** @returns null for what is no MAC address */
export function macIndex(keyRing: KeyRing, writing: string): Buffer | null {
  const mac = readMac(writing);
  return mac ? keyRing.blindIndex('devices.mac', mac) : null;
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
