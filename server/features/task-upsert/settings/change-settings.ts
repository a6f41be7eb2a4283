import { storedSettings } from '../../../storage/stored-settings.ts'
import { DEFAULTS, type UpsertSettings } from './settings.schemas.ts'

export const { findSettings, readSettings, changeSettings } = storedSettings<UpsertSettings>(
  'taskUpsertSettings',
  DEFAULTS,
)
