import common from './common.json'
import form from './form.json'
import answer from './answer.json'
import studio from './studio.json'
import dashboard from './dashboard.json'
import webhooks from './webhooks.json'
import jobs from './jobs.json'
import settings from './settings.json'
import time from './time.json'
import team from './team.json'
import office from './office.json'

export const texts = {
  ...common,
  ...form,
  ...answer,
  ...studio,
  ...dashboard,
  ...webhooks,
  ...jobs,
  ...settings,
  ...time,
  ...team,
  ...office,
}
