import { readFileSync } from 'node:fs'

/** The most memory that a process holds while it is watched, in MB. */
export function watchMemory(pid: number): { stop(): number } {
  let mostMb = residentMb(pid)
  const timer = setInterval(() => {
    mostMb = Math.max(mostMb, residentMb(pid))
  }, 100)
  return {
    stop: () => {
      clearInterval(timer)
      return mostMb
    },
  }
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024
}

// Linux counts in hundredths, whatever the machine.
const TICKS_PER_SECOND = 100

/** What all its threads have used of processors since it began: hardly longer on a busy machine. */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name before may hold anything; 14 and 15 are counted from the start of the line.
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return (user + system) / TICKS_PER_SECOND
}
