import { storedSettings } from '../../../storage/stored-settings.ts'
import { DEFAULTS, type PageTaskSettings } from './settings.schemas.ts'

export const { findSettings, readSettings, changeSettings } = storedSettings<PageTaskSettings>(
  'pageTaskSettings',
  DEFAULTS,
)
