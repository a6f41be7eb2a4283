import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { runDoctor, type DoctorOptions } from '../../../server/wire-doctor.ts'
import type { Finding } from '../../../server/platform/doctor/index.ts'

/** The findings with this environment and no .env file. */
export async function doctorOf(
  env: Readonly<Record<string, string>>,
  options: Partial<DoctorOptions> = {},
): Promise<readonly Finding[]> {
  const report = await runDoctor({
    env: { PORT: '1', DATA_DIR: join(tmpdir(), 'no-such-data'), ...env },
    envFile: { path: join(tmpdir(), 'no-such.env'), unreadable: undefined },
    nodeVersion: process.version,
    pid: process.pid,
    ...options,
  })
  return report.findings
}

/** As `status: detail`, for one check. */
export function said(findings: readonly Finding[], check: string): string[] {
  return findings.filter((one) => one.check === check).map(({ status, detail }) => `${status}: ${detail}`)
}
