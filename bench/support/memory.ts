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
