import { expect, test } from 'vitest'
import { instructionOf } from './instruction.ts'

test.each([
  ['/bin/sh -c #(nop)  CMD ["nginx"]', 'CMD', '["nginx"]'],
  ['/bin/sh -c apt-get update', 'RUN', 'apt-get update'],
  ['RUN /bin/sh -c npm ci # buildkit', 'RUN', 'npm ci'],
  ['COPY . /app # buildkit', 'COPY', '. /app'],
  ['bazel build ...', null, 'bazel build ...'],
])('%s is read as an instruction', (createdBy, keyword, text) => {
  expect(instructionOf(createdBy)).toEqual({ keyword, text })
})
