import { describe, expect, it } from 'vitest';
import { DRIVER, SEP } from '../cisco-under-test.js';

describe('maskSecrets', () => {
  const rows: readonly { name: string; text: string; masked: string }[] = [
    {
      name: 'a line password',
      text: '<authPassword>s3cret</authPassword>',
      masked: '<authPassword>********</authPassword>',
    },
    {
      name: 'every kind of password',
      text: '<sshPassword>s3cret</sshPassword><phonePassword>s3cret</phonePassword><adminPassword>s3cret</adminPassword>',
      masked:
        '<sshPassword>********</sshPassword><phonePassword>********</phonePassword><adminPassword>********</adminPassword>',
    },
    {
      name: 'a community',
      text: '<snmpCommunity>s3cret</snmpCommunity>',
      masked: '<snmpCommunity>********</snmpCommunity>',
    },
    {
      name: 'a word in an address',
      text: '<servicesURL>http://u:s3cret@10.20.1.1/?password=s3cret&amp;a=1</servicesURL>',
      masked: '<servicesURL>http://u:********@10.20.1.1/?password=********&amp;a=1</servicesURL>',
    },
    {
      name: 'nothing at all',
      text: '<phonePassword></phonePassword>',
      masked: '<phonePassword></phonePassword>',
    },
    {
      name: 'an empty element',
      text: '<phonePassword/><name>x</name>',
      masked: '<phonePassword/><name>x</name>',
    },
    {
      name: 'other elements',
      text: '<authName>7896</authName>',
      masked: '<authName>7896</authName>',
    },
    {
      name: 'a password with markup in it',
      text: '<authPassword>s3<c>ret</authPassword><a/>',
      masked: '<authPassword>********</authPassword><a/>',
    },
    {
      name: 'a start tag that was never closed',
      text: '<authPassword[s3cret]</authPassword><a/>',
      masked: '<authPassword********</authPassword><a/>',
    },
    {
      name: 'an end tag that is missing, line by line',
      text: '<authPassword>s3cret\n  <b/>\n',
      masked: '<authPassword>********\n********\n',
    },
    {
      name: 'a start tag of which the sign is missing',
      text: '<a>\n authPassword>s3cret</authPassword></a>',
      masked: '<a>\n authPassword>********</authPassword></a>',
    },
    {
      name: 'a start tag of which both signs are missing',
      text: '<a>authPassword s3<cret</authPassword></a>',
      masked: '<a>********</authPassword></a>',
    },
    {
      name: 'an attribute before it',
      text: '<authPassword x="s3cret">s3cret</authPassword>',
      masked: '<authPassword ********</authPassword>',
    },
    {
      name: 'a comment',
      text: '<!-- <authPassword>s3cret</authPassword> -->',
      masked: '<!-- <authPassword>********</authPassword> -->',
    },
    {
      name: 'an empty element that has an attribute, and nothing behind it',
      text: '<phonePassword x="s3cret" y=\'s3cret\' /><name>x</name>',
      masked: '<phonePassword x="********" y=\'********\' /><name>x</name>',
    },
    {
      name: 'what stands behind a start tag that was closed by mistake',
      text: '<phonePassword x="y"/>s3cret</phonePassword><name>x</name>',
      masked: '<phonePassword x="********"/>********</phonePassword><name>x</name>',
    },
    {
      name: 'an attribute with such a name, line by line',
      text: '<line button="1" authPassword="s3cret" adminPassword = \'s3\ncret\'><name>x</name>',
      masked:
        '<line button="1" authPassword="********" adminPassword = \'********\n********\'><name>x</name>',
    },
    {
      name: 'an attribute of which the second quote is missing',
      text: '<a password="s3cret><b x="1"/>',
      masked: '<a password="********"1"/>',
    },
    {
      name: 'what a comment tells',
      text: '<!-- admin password: s3cret, the PIN is s3cret; passwords s3cret -->\n<name>password: x</name><!-- no password -->',
      masked:
        '<!-- admin password: ******** the PIN is ******** passwords ******** -->\n<name>password: x</name><!-- no password -->',
    },
    {
      name: 'another case',
      text: '<AUTHPASSWORD>s3cret</AuthPassword>',
      masked: '<AUTHPASSWORD>********</AuthPassword>',
    },
  ];

  it.each(rows)('masks $name', ({ text, masked }) => {
    expect(DRIVER.maskSecrets(SEP, text)).toBe(masked);
  });
});
