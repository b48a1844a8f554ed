/** What crews find on site, and the files that show what they did. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startApi, type TestApi } from './support/api.js';
import {
  PHOTO,
  TODAY,
  issueWorks,
  makeYard,
  makeYardSite,
  moveOrder,
  moveRefusal,
  orderOf,
  putInForce,
  sendEvidence,
} from './support/works.js';

const RECORD = `mutation ($input: FindingInput!) { recordFinding(input: $input) { id kind deviceExternalId note
  recordedBy workOrder { id } place { externalId } } }`;
const DEVICE = `query ($id: String!) { device(externalId: $id) { status surveyedOn recordedBy site { externalId }
  recorder { externalId } assessment { verdict } } }`;
const PDF = Buffer.from('%PDF-1.7 a certificate');

describe('on site', () => {
  let api: TestApi;
  const orders: Record<string, string> = {};
  beforeAll(async () => {
    api = await startApi({ EVIDENCE_MAX_BYTES: '1000' });
    await makeYard(api);
    const open = await makeYardSite(api, 'OPN');
    const secret = await makeYardSite(api, 'SEC', {
      sensitive: true,
      sensitivityGrounds: ['SECRET_MATERIAL'],
    });
    const others = await makeYardSite(api, 'OTH');
    await makeYardSite(api, 'IDLE');
    await issueWorks(api, await putInForce(api, 'ORG', [open, secret, { ...others, crew: 'CREW2' }]));
    for (const { id, site } of [open, secret, others]) orders[site] = await orderOf(api, id);
    await api.grant('fitter', ['INSTALLER'], 'ORG');
    await api.grant('auditor', ['AUDITOR']);
    await api.query('mutation ($input: CrewInstallerInput!) { assignInstaller(input: $input) { id } }', {
      input: { subject: 'fitter', crew: 'CREW' },
    });
  });
  afterAll(() => api.close());

  const seen = { assertedBy: 'Kim', assertedOn: TODAY };
  const record = async (input: Record<string, unknown>, subject = 'fitter') =>
    (await api.query(RECORD.replace(/ place.*? }/, ''), { input: { ...seen, ...input } }, subject))
      .recordFinding;
  const refusal = async (input: Record<string, unknown>, subject = 'fitter') => {
    const document = 'mutation ($input: FindingInput!) { recordFinding(input: $input) { id } }';
    const [error] = await api.refuse(document, { input: { ...seen, ...input } }, subject);
    return { message: error?.message ?? '', ...error?.extensions };
  };
  const device = async (id: string) => (await api.query(DEVICE, { id })).device;
  const rows = async () =>
    JSON.stringify(
      await api.dataSource.query(
        'CHECKSUM TABLE findings, devices, work_evidence, assessments, audit_entries',
      ),
    );

  describe('a finding', () => {
    it('of a device that the register had not adds it, assessed', async () => {
      const found = { kind: 'CAMERA', manufacturer: 'Hikvision', serial: 'F1', recorder: 'OPN-REC' };
      const finding = await record({
        ...{ kind: 'UNREGISTERED_DEVICE', workOrderId: orders['OPN'], device: 'FOUND-1', found },
        note: 'behind the door',
      });
      expect(finding).toMatchObject({
        ...{ kind: 'UNREGISTERED_DEVICE', deviceExternalId: 'FOUND-1', note: 'behind the door' },
        ...{ recordedBy: 'fitter', workOrder: { id: orders['OPN'] } },
      });
      expect(await device('FOUND-1')).toEqual({
        ...{ status: 'IN_USE', surveyedOn: TODAY, recordedBy: 'recordFinding', site: { externalId: 'OPN' } },
        ...{ recorder: { externalId: 'OPN-REC' }, assessment: { verdict: 'IN_SCOPE' } },
      });
    });

    it('of a device that is not there takes it out of what is assessed, and need not be ticked off', async () => {
      const order = orders['OPN'] ?? '';
      await record({ kind: 'ABSENT_DEVICE', workOrderId: order, device: 'OPN-CAM' });
      expect(await device('OPN-CAM')).toMatchObject({ status: 'REMOVED', assessment: null });
      expect(await refusal({ kind: 'ABSENT_DEVICE', workOrderId: order, device: 'OPN-CAM' })).toMatchObject({
        ...{ code: 'BAD_INPUT', message: expect.stringContaining('REMOVED in the register already') },
      });
      await api.dataSource.query("UPDATE work_orders SET status = 'INSTALLED' WHERE id = ?", [order]);
      const { fields } = await moveRefusal(api, order, 'COMMISSIONED', { actualCostPence: 1 });
      const told = JSON.stringify(fields);
      expect(told).toContain('OPN-REC');
      expect(told).not.toContain('OPN-CAM');
    });

    it('stays as it is, with who said so, and is read by whose work it is', async () => {
      const list = `query ($filter: FindingFilter) { findings(filter: $filter) { totalCount nodes { kind assertedBy
        assertedOn recordedBy deviceExternalId } } }`;
      await record({ kind: 'ABSENT_DEVICE', site: 'OTH', device: 'OTH-OFF' }, 'team');
      expect((await api.query(list, {}, 'auditor')).findings.totalCount).toBe(3);
      const own = (await api.query(list, {}, 'fitter')).findings;
      expect(own.nodes.map(({ deviceExternalId }: { deviceExternalId: string }) => deviceExternalId)).toEqual(
        [...['FOUND-1', 'OPN-CAM']],
      );
      const filtered = await api.query(list, {
        filter: { kind: 'ABSENT_DEVICE', workOrderId: orders['OPN'] },
      });
      expect(filtered.findings.nodes).toMatchObject([
        { assertedBy: 'Kim', assertedOn: TODAY, recordedBy: 'fitter' },
      ]);
      const { auditEntries } = await api.query(
        '{ auditEntries(filter: { action: "recordFinding" }) { nodes { subjectType subjectId after } } }',
      );
      expect(auditEntries.nodes.map(({ subjectType }: { subjectType: string }) => subjectType)).toEqual([
        ...['Device', 'Finding', 'Device', 'Finding', 'Device', 'Finding'],
      ]);
      expect(JSON.stringify(auditEntries)).not.toMatch(/behind the door|"F1"/);
    });

    it('is refused where it is nobody’s work, or says what cannot be, and then changes nothing', async () => {
      const before = await rows();
      const absent = { kind: 'ABSENT_DEVICE', device: 'OTH-CAM' };
      const foreign = await refusal({ ...absent, site: 'OTH' });
      expect(foreign['code']).toBe('NOT_FOUND');
      expect(foreign.message.replace('OTH', 'XXX')).toBe((await refusal({ ...absent, site: 'XXX' })).message);
      const otherOrder = await refusal({ ...absent, workOrderId: orders['OTH'] });
      expect(otherOrder).toEqual(await refusal({ ...absent, workOrderId: '4000000000' }));
      expect(await refusal({ ...absent, workOrderId: orders['OPN'] })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await refusal(absent)).toMatchObject({ code: 'BAD_INPUT' });
      expect(await refusal({ ...absent, workOrderId: orders['OPN'], site: 'SEC' })).toMatchObject({
        code: 'BAD_INPUT',
      });
      const found = { kind: 'CAMERA' };
      expect(await refusal({ ...absent, site: 'OPN', found })).toMatchObject({ code: 'BAD_INPUT' });
      const late = { kind: 'UNREGISTERED_DEVICE', site: 'OPN', found, assertedOn: '2999-01-01' };
      expect(await refusal({ ...late, device: 'NEW' })).toMatchObject({ code: 'BAD_INPUT' });
      expect(await refusal({ ...late, device: 'OTH-CAM', assertedOn: TODAY })).toMatchObject({
        ...{ code: 'BAD_INPUT', message: expect.stringContaining('taken') },
      });
      expect(await refusal({ ...late, device: 'NEW', assertedOn: TODAY }, 'auditor')).toMatchObject({
        code: 'FORBIDDEN',
      });
      expect(await rows()).toBe(before);
      // At a site without any order, who manages the works may.
      expect(await record({ kind: 'ABSENT_DEVICE', site: 'IDLE', device: 'IDLE-OFF' }, 'team')).toMatchObject(
        {
          workOrder: null,
        },
      );
    });
  });

  describe('evidence', () => {
    const fetched = (site: string, id: string, subject?: string) =>
      api.fetch(`/works/${orders[site]}/evidence/${id}`, {}, subject);

    it('is kept once, known by what it holds, and given back as a marked file, on record', async () => {
      const sent = await sendEvidence(api, orders['OPN'] ?? '', 'fitter');
      expect(sent.status).toBe(201);
      const answer = (await sent.json()) as { id: string; sha256: string };
      expect(answer).toMatchObject({ kind: 'PHOTO', mediaType: 'image/jpeg', size: PHOTO.length });
      expect(answer.sha256).toBe(createHash('sha256').update(PHOTO).digest('hex'));
      const again = (await (await sendEvidence(api, orders['OPN'] ?? '', 'fitter')).json()) as { id: string };
      expect(again.id).toBe(answer.id);

      const got = await fetched('OPN', answer.id, 'auditor');
      expect(got.status).toBe(200);
      expect(Buffer.from(await got.arrayBuffer())).toEqual(PHOTO);
      expect(Object.fromEntries(got.headers)).toMatchObject({
        'content-type': 'image/jpeg',
        'content-disposition': `attachment; filename="work-order-${orders['OPN']}-evidence-${answer.id}-OFFICIAL-SENSITIVE.jpg"`,
        'x-content-type-options': 'nosniff',
        'handling-marking': 'OFFICIAL-SENSITIVE',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
      const { workOrder } = await api.query(
        'query ($id: ID!) { workOrder(id: $id) { evidence { sha256 addedBy } } }',
        {
          id: orders['OPN'],
        },
      );
      expect(workOrder.evidence).toEqual([{ sha256: answer.sha256, addedBy: 'fitter' }]);
      const { auditEntries } = await api.query(
        '{ auditEntries(filter: { subjectType: "WorkOrder" }) { nodes { action caller } } }',
      );
      expect(auditEntries.nodes.slice(-2)).toEqual([
        { action: 'addEvidence', caller: 'fitter' },
        { action: 'export', caller: 'auditor' },
      ]);
    });

    it('is refused where it is too large, of no known kind, or not what it is said to be', async () => {
      const before = await rows();
      const stored = async () =>
        (await readdir(api.configuration.evidenceDir ?? '', { recursive: true })).length;
      const count = await stored();
      const order = orders['OPN'] ?? '';
      const tries: [Parameters<typeof sendEvidence>[3], number, string][] = [
        [{ bytes: Buffer.concat([PHOTO, Buffer.alloc(1_000)]) }, 413, 'EVIDENCE_TOO_LARGE'],
        [{ bytes: Buffer.from('<script>alert(1)</script>') }, 415, 'EVIDENCE_UNFIT'],
        [{ bytes: PDF }, 415, 'EVIDENCE_UNFIT'],
        [{ bytes: Buffer.alloc(0) }, 415, 'EVIDENCE_UNFIT'],
        [{ query: '' }, 400, 'BAD_INPUT'],
        [{ query: '?kind=VIDEO' }, 400, 'BAD_INPUT'],
      ];
      for (const [sent, status, code] of tries) {
        const response = await sendEvidence(api, order, 'fitter', sent);
        expect([response.status, await response.json()]).toMatchObject([status, { error: { code } }]);
      }
      // Sent in pieces, so that nobody says how large it is.
      const body = new ReadableStream({
        start(controller) {
          for (let piece = 0; piece < 20; piece += 1) controller.enqueue(new Uint8Array(PHOTO));
          controller.enqueue(new Uint8Array(2_000));
          controller.close();
        },
      });
      const request = { method: 'POST', headers: { 'content-type': 'image/jpeg' }, body, duplex: 'half' };
      const pieces = await api.fetch(`/works/${order}/evidence?kind=PHOTO`, request as RequestInit, 'fitter');
      expect(pieces.status).toBe(413);
      const page = await sendEvidence(api, order, 'fitter', { type: 'text/html' });
      expect(page.status).toBeGreaterThanOrEqual(400);
      expect(await rows()).toBe(before);
      expect(await stored()).toBe(count);
    });

    it('is for those alone who may see the order, and the site', async () => {
      const secret = (await (await sendEvidence(api, orders['SEC'] ?? '', 'fitter')).json()) as {
        id: string;
      };
      const withheld = await fetched('SEC', secret.id, 'fitter');
      expect([withheld.status, await withheld.json()]).toMatchObject([403, { error: { code: 'FORBIDDEN' } }]);
      await api.know('SEC', 'fitter');
      expect((await fetched('SEC', secret.id, 'fitter')).status).toBe(200);
      const other = (await (await sendEvidence(api, orders['OTH'] ?? '')).json()) as { id: string };
      expect((await fetched('OTH', other.id, 'fitter')).status).toBe(404);
      expect((await fetched('OPN', other.id, 'fitter')).status).toBe(404);
      expect((await sendEvidence(api, orders['OTH'] ?? '', 'fitter')).status).toBe(404);
      expect((await sendEvidence(api, orders['OPN'] ?? '', 'auditor')).status).toBe(403);
      expect((await api.fetch(`/works/${orders['OPN']}/evidence/1`, {}, null)).status).toBe(401);
    });

    it('opens the gate that asks for a certificate', async () => {
      const order = orders['OTH'] ?? '';
      await api.dataSource.query(
        "UPDATE work_orders SET status = 'COMMISSIONED', sanitised_on = CURDATE() WHERE id = ?",
        [order],
      );
      expect((await moveRefusal(api, order, 'DISPOSED')).message).toContain('destruction certificate');
      const certificate = { bytes: PDF, type: 'application/pdf', query: '?kind=CERTIFICATE' };
      expect((await sendEvidence(api, order, undefined, certificate)).status).toBe(201);
      expect(await moveOrder(api, order, 'DISPOSED')).toBe('DISPOSED');
    });

    it('that was changed or taken from the folder is not served, and its row is left', async () => {
      const folder = api.configuration.evidenceDir ?? '';
      for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
      const { workOrder } = await api.query('query ($id: ID!) { workOrder(id: $id) { evidence { id } } }', {
        id: orders['OPN'],
      });
      const gone = await fetched('OPN', workOrder.evidence[0].id);
      expect(gone.status).toBe(500);
      expect(await gone.text()).not.toContain(folder);
    });
  });
});
