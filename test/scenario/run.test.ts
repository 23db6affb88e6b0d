import { describe, expect, test } from 'vitest';
import { openSession } from '../support/session.ts';

const PROMPT = "If you don't see a command prompt, try pressing enter.\n";

describe('run', () => {
  test('makes a pod and waits for it', async () => {
    const session = openSession();
    expect(await session.berth('run web --image=web:1 --port=80')).toMatchObject({
      code: 0,
      stdout: 'pod/web created\n',
    });
    expect((await session.berth('get pods --no-headers')).stdout).toMatch(/^web +1\/1 +Running /);
  });

  test('makes a Service for it where it is to be exposed', async () => {
    const session = openSession();
    expect(await session.berth('run web --image=web:1 --port=80 --expose')).toMatchObject({
      code: 0,
      stdout: 'service/web created\npod/web created\n',
    });
    expect((await session.berth('get endpoints web --no-headers')).stdout).toMatch(/:80 /);
  });

  test('refuses the name of a pod that is there', async () => {
    const session = openSession();
    await session.berth('run web --image=web:1');
    expect(await session.berth('run web --image=web:2')).toMatchObject({
      code: 1,
      stderr: 'Error from server (AlreadyExists): pods "web" already exists\n',
    });
  });

  test('joins what runs in it, and says nothing of having made it', async () => {
    const session = openSession();
    const shown = await session.berth('run shell --image=shell:1 -i');
    expect(shown).toMatchObject({ code: 0, stdout: 'Simulated attachment to shell\n' });
    expect(shown.stderr).toContain(PROMPT);
    expect((await session.berth('get pods -o name')).stdout).toBe('pod/shell\n');
  });

  test('shows what a program wrote that has ended before, and removes its pod with --rm', async () => {
    const session = openSession();
    const shown = await session.berth('run job --image=done:1 --attach --rm --restart=Never');
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/pod "job" deleted\n$/);
    expect((await session.berth('get pods -o name')).stdout).toBe('');
  });

  test('gives on the exit code of a program that is not restarted', async () => {
    const session = openSession();
    const shown = await session.berth('run job --image=crash:1 --attach --rm --restart=Never');
    expect(shown.code).toBe(1);
    expect(shown.stderr).toContain('pod default/job terminated (Error)\n');
    expect((await session.berth('get pods -o name')).stdout).toBe('');
  });

  test('says why a pod did not come up', async () => {
    const session = openSession();
    const shown = await session.berth('run web --image=missing:1 --attach --rm --timeout=20s');
    expect(shown.code).toBe(1);
    expect(shown.stderr).toContain('missing:1');
    expect((await session.berth('get pods -o name')).stdout).toBe('');
  });
});
