import common from './common.json'
import form from './form.json'
import answer from './answer.json'
import studio from './studio.json'
import dashboard from './dashboard.json'
import webhooks from './webhooks.json'
import jobs from './jobs.json'
import settings from './settings.json'

export const texts = {
  ...common,
  ...form,
  ...answer,
  ...studio,
  ...dashboard,
  ...webhooks,
  ...jobs,
  ...settings,
}
