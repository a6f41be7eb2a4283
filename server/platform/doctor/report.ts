import type { Finding } from './finding.ts'

export interface Report {
  readonly ok: boolean
  readonly findings: readonly Finding[]
}

export function reportOf(findings: readonly Finding[]): Report {
  return { ok: findings.every(({ status }) => status !== 'problem'), findings }
}

/** One line for each finding, and one at the end. */
export function printReport({ findings }: Report): string {
  const width = Math.max(...findings.map(({ check }) => check.length))
  const lines = findings.map(({ check, status, detail, mend }) => {
    const what = mend === undefined ? detail : `${detail} To do: ${mend}`
    return `${status.padEnd(8)} ${check.padEnd(width)}  ${what}`
  })
  const count = (status: Finding['status']): number => findings.filter((one) => one.status === status).length
  return [
    ...lines,
    '',
    `ok: ${count('ok')}, warnings: ${count('warning')}, problems: ${count('problem')}`,
  ].join('\n')
}
