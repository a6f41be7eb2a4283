import type { PatternNode } from './parse-pattern.ts'
import { type CharTest, UnsupportedPattern } from './pattern-chars.ts'

/** `split` goes on at both places; with both the same it is a jump. */
export type Instruction =
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'split'; a: number; b: number }
  | { readonly kind: 'start' | 'end' | 'match' }

const MAX_INSTRUCTIONS = 512

export function compilePattern(node: PatternNode): readonly Instruction[] {
  const program: Instruction[] = []
  emit(program, node)
  program.push({ kind: 'match' })
  return program
}

function emit(program: Instruction[], node: PatternNode): void {
  if (program.length > MAX_INSTRUCTIONS) throw new UnsupportedPattern('too long')
  switch (node.kind) {
    case 'char':
    case 'start':
    case 'end':
      program.push(node)
      return
    case 'sequence':
      for (const part of node.parts) emit(program, part)
      return
    case 'choice':
      emitChoice(program, node.parts)
      return
    case 'repeat':
      emitRepeat(program, node)
  }
}

function emitChoice(program: Instruction[], parts: readonly PatternNode[]): void {
  const jumps: { a: number; b: number }[] = []
  parts.forEach((part, index) => {
    if (index === parts.length - 1) {
      emit(program, part)
      return
    }
    const split = pushSplit(program)
    emit(program, part)
    jumps.push(pushSplit(program))
    split.b = program.length
  })
  for (const jump of jumps) jump.a = jump.b = program.length
}

function emitRepeat(program: Instruction[], node: Extract<PatternNode, { kind: 'repeat' }>): void {
  for (let count = 0; count < node.min; count += 1) emit(program, node.part)
  const loop = program.length
  if (node.max === Infinity) {
    const split = pushSplit(program)
    emit(program, node.part)
    program.push({ kind: 'split', a: loop, b: loop })
    split.b = program.length
    return
  }
  const splits: { b: number }[] = []
  for (let count = node.min; count < node.max; count += 1) {
    splits.push(pushSplit(program))
    emit(program, node.part)
  }
  for (const split of splits) split.b = program.length
}

function pushSplit(program: Instruction[]): { kind: 'split'; a: number; b: number } {
  const split = { kind: 'split' as const, a: program.length + 1, b: program.length + 1 }
  program.push(split)
  return split
}
