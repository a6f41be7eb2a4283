const CR = 0x0d
const LF = 0x0a

/** The line of a place, from 1; asked in ascending order, so that a file is gone through once. */
export function lineCounter(codeAt: (place: number) => number | undefined): (place: number) => number {
  let line = 1
  let at = 0
  return (place) => {
    for (; at < place; at += 1) {
      const code = codeAt(at)
      if (code === LF || (code === CR && codeAt(at + 1) !== LF)) line += 1
    }
    return line
  }
}
