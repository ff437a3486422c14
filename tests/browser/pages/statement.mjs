// A bank's statement, made of what the pages show.

const line = ({ amount, day, payer, reference, message }, place) => `
      <Ntry>
        <Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>${day}-${place}</AcctSvcrRef>
        <NtryDtls><TxDtls>
          <RltdPties><Dbtr><Pty><Nm>${payer}</Nm></Pty></Dbtr></RltdPties>
          <RmtInf>${reference ? `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${reference}</Ref></CdtrRefInf></Strd>` : `<Ustrd>${message}</Ustrd>`}</RmtInf>
        </TxDtls></NtryDtls>
      </Ntry>`;

/** camt.053.001.08: money that came in on one day. */
export function statement(account, day, received) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>STATEMENT-${day}</MsgId><CreDtTm>${day}T21:00:00Z</CreDtTm></GrpHdr>
    <Stmt>
      <Id>STATEMENT-${day}</Id><CreDtTm>${day}T21:00:00Z</CreDtTm>
      <Acct><Id><IBAN>${account}</IBAN></Id><Ccy>EUR</Ccy></Acct>${received.map((one, place) => line({ day, ...one }, place)).join("")}
    </Stmt>
  </BkToCstmrStmt>
</Document>
`;
}
