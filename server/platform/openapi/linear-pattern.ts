import { parsePattern, type PatternNode, UnsupportedPattern } from './parse-pattern.ts'

type Instruction =
  | { readonly kind: 'char'; readonly test: (code: number) => boolean }
  | { readonly kind: 'split'; a: number; b: number }
  | { readonly kind: 'start' | 'end' | 'match' }

export interface Pattern {
  test(text: string): boolean
}

const MAX_INSTRUCTIONS = 512
const MAX_WORK = 20_000_000

/**
 * Matches in time proportional to text × pattern, whatever the pattern: patterns of imported documents run here.
 * Undefined for what cannot be matched that way (look-around, back-references, very long counts).
 */
export function linearPattern(source: string): Pattern | undefined {
  try {
    const program = compile(parsePattern(source))
    return { test: (text) => text.length * program.length > MAX_WORK || run(program, text) }
  } catch (error) {
    if (error instanceof UnsupportedPattern) return undefined
    throw error
  }
}

function compile(node: PatternNode): readonly Instruction[] {
  const program: Instruction[] = []
  emit(node)
  program.push({ kind: 'match' })
  return program

  function emit(part: PatternNode): void {
    if (program.length > MAX_INSTRUCTIONS) throw new UnsupportedPattern('too long')
    switch (part.kind) {
      case 'char':
        program.push({ kind: 'char', test: part.test })
        return
      case 'start':
      case 'end':
        program.push({ kind: part.kind })
        return
      case 'empty':
        return
      case 'sequence':
        for (const child of part.parts) emit(child)
        return
      case 'choice':
        emitChoice(part.parts)
        return
      case 'repeat':
        emitRepeat(part)
    }
  }

  function emitChoice(parts: readonly PatternNode[]): void {
    const [first, ...rest] = parts
    if (first === undefined) return
    if (rest.length === 0) {
      emit(first)
      return
    }
    const split = { kind: 'split' as const, a: program.length + 1, b: 0 }
    program.push(split)
    emit(first)
    const jump = { kind: 'split' as const, a: 0, b: 0 }
    program.push(jump)
    split.b = program.length
    emitChoice(rest)
    jump.a = program.length
    jump.b = program.length
  }

  function emitRepeat(part: Extract<PatternNode, { kind: 'repeat' }>): void {
    for (let count = 0; count < part.min; count += 1) emit(part.part)
    if (part.max === Infinity) {
      const split = { kind: 'split' as const, a: program.length + 1, b: 0 }
      const loop = program.length
      program.push(split)
      emit(part.part)
      program.push({ kind: 'split', a: loop, b: loop })
      split.b = program.length
      return
    }
    const splits = Array.from({ length: Math.max(0, part.max - part.min) }, () => {
      const split = { kind: 'split' as const, a: program.length + 1, b: 0 }
      program.push(split)
      emit(part.part)
      return split
    })
    for (const split of splits) split.b = program.length
  }
}

/** All threads at once, one step per character; a mark per position keeps each instruction from being visited twice. */
function run(program: readonly Instruction[], text: string): boolean {
  const mark = new Int32Array(program.length).fill(-1)
  let threads: number[] = []
  for (let at = 0; at <= text.length; at += 1) {
    const next: number[] = []
    if (follow([...threads, 0], at, next)) return true
    const code = text.charCodeAt(at)
    threads = next.filter((index) => takes(program[index], code)).map((index) => index + 1)
  }
  return false

  function follow(from: readonly number[], at: number, waiting: number[]): boolean {
    const open = [...from]
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const instruction = program[index]
      if (instruction === undefined || mark[index] === at) continue
      mark[index] = at
      if (instruction.kind === 'match') return true
      if (instruction.kind === 'char') waiting.push(index)
      else open.push(...successors(instruction, { index, at, end: text.length }))
    }
    return false
  }
}

function successors(
  instruction: Exclude<Instruction, { kind: 'char' | 'match' }>,
  where: { index: number; at: number; end: number },
): readonly number[] {
  if (instruction.kind === 'split') return [instruction.a, instruction.b]
  const holds = instruction.kind === 'start' ? where.at === 0 : where.at === where.end
  return holds ? [where.index + 1] : []
}

function takes(instruction: Instruction | undefined, code: number): boolean {
  return instruction?.kind === 'char' && instruction.test(code)
}
