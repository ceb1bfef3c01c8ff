import { expect, test } from 'vitest';
import { parseControlGroup } from '../../../shared/process/controlGroup.ts';

const ID = '3f4b'.repeat(16);

test.each([
  // /proc/PID/cgroup, path, unit, container
  ['0::/\n', '/', null, null],
  ['0::/init.scope\n', '/init.scope', 'init.scope', null],
  ['0::/system.slice/cron.service\n', '/system.slice/cron.service', 'cron.service', null],
  ['0::/system.slice/_cpu.service\n', '/system.slice/_cpu.service', 'cpu.service', null],
  ['0::/user.slice/user-1000.slice\n', '/user.slice/user-1000.slice', null, null],
  ['0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-x\\x2d1.scope\n', null, 'app-x-1.scope', null],
  ['0::/system.slice/a\\xff.service\n', null, 'a\\xff.service', null],
  ['0::/system.slice/100%.service\n', null, '100%.service', null],
  [`0::/system.slice/docker-${ID}.scope\n`, null, `docker-${ID}.scope`, ID],
  [`0::/system.slice/docker-${ID}.scope/system.slice/nginx.service\n`, null, 'nginx.service', ID],
  [`0::/docker/${ID}\n`, null, null, ID],
  [`0::/kubepods.slice/kubepods-podab.slice/cri-containerd-${ID}.scope\n`, null, `cri-containerd-${ID}.scope`, ID],
  [`0::/kubepods.slice/kubepods-podab.slice/crio-${ID}.scope/container\n`, null, `crio-${ID}.scope`, ID],
  [`0::/kubepods.slice/crio-conmon-${ID}.scope\n`, null, `crio-conmon-${ID}.scope`, null],
  [`0::/machine.slice/libpod-${ID}.scope/container\n`, null, `libpod-${ID}.scope`, ID],
  [`0::/libpod_parent/libpod-${ID}\n`, null, null, ID],
  [`0::/system.slice/containerd.service/kubepods-pod1.slice:cri-containerd:${ID}\n`, null, 'containerd.service', ID],
  [`0::/kubepods/burstable/pod1/${ID}\n`, null, null, ID],
  ['0::/lxc/web 1/init.scope\n', null, 'init.scope', 'web 1'],
  ['0::/lxc.payload.web/system.slice/ssh.service\n', null, 'ssh.service', 'web'],
  ['0::/machine.slice/systemd-nspawn@box.service/payload\n', null, 'systemd-nspawn@box.service', 'box'],
  // 63 digits are no id, and a name that only looks like one is none.
  [`0::/docker-${ID.slice(1)}.scope\n`, null, `docker-${ID.slice(1)}.scope`, null],
  // A zombie whose group was removed.
  ['0::/system.slice/x.service (deleted)\n', '/system.slice/x.service (deleted)', 'x.service', null],
  // Version 1: systemd's own hierarchy before the others, and what has a path before what has none.
  ['4:memory:/a/b:c\n1:name=systemd:/system.slice/x.service\n', '/system.slice/x.service', 'x.service', null],
  ['9:name=systemd:/\n4:memory:/job/7\n1:cpu,cpuacct:/\n0::/\n', '/job/7', null, null],
  ['4:memory:/a:b\n', '/a:b', null, null],
])('%j', (text, path, unit, container) => {
  const group = parseControlGroup(text);
  if (path !== null) expect(group?.path).toBe(path);
  expect([group?.unit, group?.container]).toEqual([unit, container]);
});

test.each(['', '\n', 'nonsense', '0:', '0::relative\n'])('%j names no control group', (text) => expect(parseControlGroup(text)).toBeNull());
