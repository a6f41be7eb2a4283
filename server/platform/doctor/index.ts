// Promises: looks at everything that a server needs, says of each finding what to do about it, and changes nothing.
// Never: shows a secret, applies a migration, opens an embedded database that another process may have open.
export { diagnose } from './diagnose.ts'
export type { DoctorInput } from './doctor-input.ts'
export type { Finding } from './finding.ts'
export { printReport, reportOf, type Report } from './report.ts'
