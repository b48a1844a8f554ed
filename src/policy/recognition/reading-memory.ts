import type { CompiledRegister } from './maker-register.js';

/** Enough for the labels and models of a large estate; beyond it the memory begins anew. */
const MOST_TEXTS = 50_000;

/**
 * Remembers what a register made of a text: an estate repeats a few labels and models many times,
 * and the search for misspellings is dear.
 */
export function remembering<Reading extends object>(
  read: (register: CompiledRegister, text: string) => Reading,
): (register: CompiledRegister, text: string) => Reading {
  const memories = new WeakMap<CompiledRegister, Map<string, Reading>>();
  return (register, text) => {
    let memory: Map<string, Reading> | undefined = memories.get(register);
    if (!memory || memory.size >= MOST_TEXTS) {
      memory = new Map();
      memories.set(register, memory);
    }
    const known = memory.get(text);
    if (known !== undefined) return known;
    const reading = read(register, text);
    memory.set(text, reading);
    return reading;
  };
}
