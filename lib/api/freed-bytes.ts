import { z } from 'zod'
import { Bytes } from './common.ts'
import { planDeletion } from './deletions.ts'
import { defineEndpoint } from './endpoint.ts'

export const estimateFreed = defineEndpoint({
  id: 'estimateFreed',
  method: 'POST',
  path: '/deletions/estimate',
  summary:
    'How many bytes would come free, by what the index knows: no registry is asked, and nothing is planned. Takes what `POST /deletions` takes',
  can: 'delete',
  body: planDeletion.body,
  maxBodyBytes: planDeletion.maxBodyBytes,
  response: z.object({
    /** null where too little is known: not every tag was looked up, or not every repository. */
    bytesFreed: Bytes.nullable(),
  }),
})
