import type { Log } from '../../server/shared/log.ts'

export const silentLog: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} }
