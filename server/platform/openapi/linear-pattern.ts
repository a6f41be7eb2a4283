import { compilePattern, type Instruction } from './compile-pattern.ts'
import { parsePattern } from './parse-pattern.ts'
import { UnsupportedPattern } from './pattern-chars.ts'

export interface Pattern {
  test(text: string): boolean
}

const MAX_WORK = 20_000_000

/**
 * Matches in time proportional to text × pattern, whatever the pattern: patterns of imported documents run here.
 * Undefined for what cannot be matched that way (look-around, back-references, very long counts).
 */
export function linearPattern(source: string): Pattern | undefined {
  try {
    const program = compilePattern(parsePattern(source))
    return { test: (text) => text.length * program.length > MAX_WORK || run(program, text) }
  } catch (error) {
    if (error instanceof UnsupportedPattern) return undefined
    throw error
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
